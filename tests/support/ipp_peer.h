/* ipp_peer.h: CUPS' own IPP Everywhere printer (ippeveprinter) as a process beside the test, on loopback,
 * with a tray that can be emptied. It wants a D-Bus to announce itself on, and gets one of its own. */
#ifndef TF_TESTS_IPP_PEER_H
#define TF_TESTS_IPP_PEER_H

#include "support/folder.h"

#include <stdbool.h>
#include <sys/types.h>

struct ipp_peer {
    struct folder folder, documents;
    pid_t bus, printer; /* 0: does not run */
    int port;
    char formats[128];
    char address[64]; /* ipp://localhost:PORT/ipp/print */
};
/* formats: "image/pwg-raster,application/pdf". Ends the test when it does not come up. */
void ipp_peer_open(struct ipp_peer *peer, const char *formats);
void ipp_peer_close(struct ipp_peer *peer);
void ipp_peer_start(struct ipp_peer *peer); /* after ipp_peer_stop(), on the same port */
void ipp_peer_stop(struct ipp_peer *peer);
void ipp_peer_paper(struct ipp_peer *peer, bool has_paper);
/* The document of its job, counted from 1; the path is good until the sixteenth call after. Ends the test
 * when there is none. */
const char *ipp_peer_document(struct ipp_peer *peer, int job);
int ipp_peer_count(struct ipp_peer *peer); /* documents that it got */

#endif
