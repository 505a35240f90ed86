#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_

#include <string>

#include "services/messaging/hub/hub_client.h"

namespace clientroute::messaging::testing {

// Keys and certificates in files under a stem. All stop the test's process when they cannot.

/// Of 127.0.0.1; it vouches for itself: `authorities` is that same certificate.
TlsFiles MakeCertificate(const std::string& stem);
/// One that this authority vouches for, with these alternative names (`DNS:hub.example,IP:127.0.0.1`; none when empty);
/// its subject calls itself 127.0.0.1. `authorities` is the authority's.
TlsFiles IssueCertificate(const TlsFiles& authority, const std::string& stem, const std::string& names);

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_
