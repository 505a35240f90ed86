#ifndef CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_
#define CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_

#include <string>

#include "services/messaging/hub/hub_client.h"

namespace clientroute::messaging::testing {

/// Makes a key and a certificate of 127.0.0.1 that vouches for itself, in files under `stem`; `authorities` is that
/// same certificate. Stops the test's process when it cannot.
TlsFiles MakeCertificate(const std::string& stem);

}  // namespace clientroute::messaging::testing

#endif  // CLIENTROUTE_TESTS_SERVICE_MESSAGING_HUB_CERTIFICATES_H_
