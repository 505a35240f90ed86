#ifndef CLIENTROUTE_SERVICES_MESSAGING_HUB_TLS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_HUB_TLS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

struct ssl_ctx_st;
struct x509_st;

// How the two sides of an HTTP hub know each other.

namespace clientroute::messaging {

/// Files (PEM) by which two sides know each other; each may be empty.
struct TlsFiles {
  std::string authorities;  // certificates that the other side's is checked against
  std::string certificate;  // our own
  std::string key;          // of our own
  /// Host names and IP addresses of the other side: its certificate must carry one of them. An authority vouches for
  /// many, and all but these are strangers.
  std::vector<std::string> names = {};
};

/// Judges the names in the other side's certificate: its alternative names (RFC 6125), not the common name of its
/// subject. Thread-safe.
class PeerNames {
 public:
  /// `refused` is told the names in a certificate that an authority vouches for and that has none of ours; on any
  /// thread.
  PeerNames(std::vector<std::string> names, std::function<void(const std::string& has)> refused);
  PeerNames(const PeerNames&) = delete;
  PeerNames& operator=(const PeerNames&) = delete;

  /// From now on no connection of this context comes about with a side that has none of the names. This must outlive
  /// the context.
  void Demand(ssl_ctx_st* context) const;
  bool Accepts(x509_st* certificate) const;
  /// `hub.example, 192.0.2.7`.
  std::string text() const;

 private:
  const std::vector<std::string> names_;
  const std::function<void(const std::string&)> refused_;
};

struct TlsContextCloser {
  void operator()(ssl_ctx_st* context) const;
};
using TlsContext = std::unique_ptr<ssl_ctx_st, TlsContextCloser>;

/// What a server needs to speak TLS 1.2 or later. With authorities it asks the other side for a certificate, whose
/// names are judged by `names`, which must outlive the context. No session is resumed: each is judged anew. Errors:
/// InvalidArgument HUB_CERTIFICATE_INVALID for files that cannot be used; HUB_NAME_MISSING for authorities without a
/// name, which would let in whoever they vouch for.
absl::StatusOr<TlsContext> MakeServerContext(const TlsFiles& files, const PeerNames& names);

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_HUB_TLS_H_
