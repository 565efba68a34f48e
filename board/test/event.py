"""A schedule of somebody's own, on the card."""
import datetime
import json

DAY = datetime.datetime.now(datetime.timezone.utc).date().isoformat()
PROOF = 'Who owns the river?'


def own_event():
    """Today's, in the form that `twofeet export` writes."""
    spaces = ('Courtyard', 'Hall', 'Library')
    rows = (('09:00', '10:00', 'session'), ('10:00', '10:30', 'break'), ('10:30', '11:30', 'session'), ('11:45', '12:45', 'session'))
    places = ((1, 10), (2, 10), (3, 10), (1, 12), (2, 12), (3, 13))  # space and row
    titles = ('Bees in the city', 'A choir in an hour', 'Bread', 'Repair what you brought', 'Who owns the river?', 'Silence')
    return json.dumps({
        'twofeet': 1,
        'event': {'id': 1, 'title': 'Garden Camp', 'code': 'garden', 'zone': 'UTC', 'guid': '6d0b9f4e-5d0e-4b6a-8a53-3f4f2f0c0a11'},
        'spaces': [{'id': 1 + i, 'name': name, 'position': i, 'symbol': i} for i, name in enumerate(spaces)],
        'slots': [{'id': 10 + i, 'day': DAY, 'start': f'{DAY}T{start}:00Z', 'end': f'{DAY}T{end}:00Z', 'kind': kind, **({'title': 'Tea'} if kind == 'break' else {})}
                  for i, (start, end, kind) in enumerate(rows)],
        'sessions': [{'id': 100 + i, 'code': 'BCDF' + 'ABCDEF'[i], 'state': 'placed', 'title': title} for i, title in enumerate(titles)],
        'placements': [{'id': 200 + i, 'session': 100 + i, 'space': space, 'slot': row, 'last_slot': row}
                       for i, (space, row) in enumerate(places)]})
