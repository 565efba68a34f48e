#include "link/schema.h"

#include <stddef.h>

const char tf_schema_is_there_sql[] = "SELECT to_regclass('twofeet.entry') IS NOT NULL OR EXISTS "
                                      "(SELECT FROM pg_roles WHERE rolname = 'twofeet_kiosk')";

/* A sequence is given under the lock and seen when its transaction ends: whoever sees 8 sees 1 to 7. */
const char *const tf_schema_statements[] = {
    "BEGIN",
    "CREATE ROLE twofeet_kiosk LOGIN NOINHERIT CONNECTION LIMIT 1000",
    "ALTER ROLE twofeet_kiosk SET statement_timeout = '30s'",
    "ALTER ROLE twofeet_kiosk SET lock_timeout = '10s'",
    "CREATE SCHEMA twofeet",
    "CREATE TABLE twofeet.kiosk ("
    "  number integer PRIMARY KEY CHECK (number BETWEEN 1 AND 900),"
    "  name text NOT NULL,"
    "  key_hash bytea NOT NULL UNIQUE,"
    "  revoked boolean NOT NULL DEFAULT false,"
    "  version integer,"
    "  seen timestamptz)",
    "CREATE TABLE twofeet.entry ("
    "  sequence bigint PRIMARY KEY CHECK (sequence > 0),"
    "  id bigint NOT NULL UNIQUE,"
    "  kiosk integer NOT NULL REFERENCES twofeet.kiosk,"
    "  version integer NOT NULL,"
    "  at timestamptz NOT NULL DEFAULT clock_timestamp(),"
    "  text text NOT NULL)",
    "CREATE FUNCTION twofeet.who(key text) RETURNS integer LANGUAGE plpgsql SECURITY DEFINER"
    "  SET search_path = pg_catalog, pg_temp AS $$"
    "DECLARE found integer; BEGIN"
    "  SELECT number INTO found FROM twofeet.kiosk"
    "    WHERE key_hash = sha256(convert_to(key, 'UTF8')) AND NOT revoked;"
    "  IF found IS NULL THEN RAISE EXCEPTION 'This kiosk is not one of this board''s'"
    "    USING ERRCODE = 'TF001', HINT = 'Join again with an address from the first kiosk'; END IF;"
    "  RETURN found;"
    "END$$",
    "CREATE FUNCTION twofeet.push(key text, base bigint, version integer, ids bigint[], texts text[])"
    "  RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "DECLARE me integer := twofeet.who(key); head bigint; n integer := cardinality(ids); BEGIN"
    "  IF n < 1 OR n > 1000 OR cardinality(texts) <> n THEN"
    "    RAISE EXCEPTION 'This is no batch'; END IF;"
    "  PERFORM pg_advisory_xact_lock(13111847);"
    "  SELECT coalesce(max(sequence), 0) INTO head FROM twofeet.entry;"
    "  IF head < base THEN RAISE EXCEPTION 'The server does not have what this kiosk has from it'"
    "    USING ERRCODE = 'TF002', HINT = 'It may have been put back from a backup'; END IF;"
    "  IF head > base THEN RETURN false; END IF;"
    "  INSERT INTO twofeet.entry (sequence, id, kiosk, version, text)"
    "    SELECT base + nth, id, me, push.version, txt"
    "    FROM unnest(ids, texts) WITH ORDINALITY AS batch (id, txt, nth);"
    "  UPDATE twofeet.kiosk SET seen = clock_timestamp(), version = push.version WHERE number = me;"
    "  PERFORM pg_notify('twofeet', (base + n)::text);"
    "  RETURN true;"
    "END$$",
    "CREATE FUNCTION twofeet.pull(key text, after bigint, most integer)"
    "  RETURNS TABLE (sequence bigint, id bigint, kiosk integer, version integer, text text)"
    "  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "DECLARE me integer := twofeet.who(key); BEGIN"
    "  IF after > coalesce((SELECT max(e.sequence) FROM twofeet.entry e), 0) THEN"
    "    RAISE EXCEPTION 'The server does not have what this kiosk has from it'"
    "    USING ERRCODE = 'TF002', HINT = 'It may have been put back from a backup'; END IF;"
    "  UPDATE twofeet.kiosk SET seen = clock_timestamp()"
    "    WHERE number = me AND (seen IS NULL OR seen < clock_timestamp() - interval '10 seconds');"
    "  RETURN QUERY SELECT e.sequence, e.id, e.kiosk, e.version, e.text FROM twofeet.entry e"
    "    WHERE e.sequence > after ORDER BY e.sequence LIMIT least(most, 1000);"
    "END$$",
    "CREATE FUNCTION twofeet.admit(name text) RETURNS TABLE (number integer, key text)"
    "  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "DECLARE next integer; fresh text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', "
    "''); BEGIN"
    "  PERFORM pg_advisory_xact_lock(13111847);"
    "  SELECT coalesce(max(k.number), 0) + 1 INTO next FROM twofeet.kiosk k;"
    "  INSERT INTO twofeet.kiosk (number, name, key_hash)"
    "    VALUES (next, left(admit.name, 60), sha256(convert_to(fresh, 'UTF8')));"
    "  RETURN QUERY SELECT next, fresh;"
    "END$$",
    "CREATE FUNCTION twofeet.invite(key text, name text) RETURNS TABLE (number integer, fresh text)"
    "  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
    "  IF twofeet.who(key) <> 1 THEN RAISE EXCEPTION 'The first kiosk alone invites others'"
    "    USING ERRCODE = 'TF001', HINT = 'Do it there'; END IF;"
    "  RETURN QUERY SELECT a.number, a.key FROM twofeet.admit(invite.name) a;"
    "END$$",
    "CREATE FUNCTION twofeet.revoke(key text, which integer) RETURNS boolean"
    "  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$"
    "DECLARE me integer := twofeet.who(key); BEGIN"
    "  IF me <> 1 AND me <> which THEN RAISE EXCEPTION 'The first kiosk alone takes others out'"
    "    USING ERRCODE = 'TF001', HINT = 'Do it there'; END IF;"
    "  UPDATE twofeet.kiosk SET revoked = true WHERE number = which;"
    "  RETURN FOUND;"
    "END$$",
    "CREATE FUNCTION twofeet.kiosks(key text)"
    "  RETURNS TABLE (number integer, name text, revoked boolean, version integer, quiet_s bigint, entries "
    "bigint)"
    "  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ BEGIN"
    "  PERFORM twofeet.who(key);"
    "  RETURN QUERY SELECT k.number, k.name, k.revoked, k.version,"
    "    extract(epoch FROM clock_timestamp() - k.seen)::bigint,"
    "    (SELECT count(*) FROM twofeet.entry e WHERE e.kiosk = k.number)"
    "    FROM twofeet.kiosk k ORDER BY k.number;"
    "END$$",
    "REVOKE ALL ON SCHEMA twofeet FROM PUBLIC",
    "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA twofeet FROM PUBLIC",
    "GRANT USAGE ON SCHEMA twofeet TO twofeet_kiosk",
    "GRANT EXECUTE ON FUNCTION twofeet.push, twofeet.pull, twofeet.invite, twofeet.revoke, twofeet.kiosks"
    "  TO twofeet_kiosk",
    NULL,
};
