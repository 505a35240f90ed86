#include "services/messaging/hub/tls.h"

#include <openssl/bio.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <utility>

#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

/// `DNS:hub.example, IP Address:192.0.2.7`; cut where it is long.
std::string NamesIn(const X509* certificate) {
  constexpr int kBytesMax = 300;
  const int place = X509_get_ext_by_NID(certificate, NID_subject_alt_name, -1);
  if (place < 0) return "no alternative name";
  const std::unique_ptr<BIO, decltype(&BIO_free_all)> text(BIO_new(BIO_s_mem()), &BIO_free_all);
  if (text == nullptr || X509V3_EXT_print(text.get(), X509_get_ext(certificate, place), 0, 0) != 1) return "unreadable";
  std::string names(kBytesMax, '\0');
  const int length = BIO_read(text.get(), names.data(), kBytesMax);
  names.resize(static_cast<std::size_t>(std::max(length, 0)));
  return names;
}

bool Carries(X509* certificate, const std::string& name) {
  constexpr unsigned int kFlags = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS;
  return X509_check_ip_asc(certificate, name.c_str(), 0) == 1 ||
         X509_check_host(certificate, name.data(), name.size(), kFlags, nullptr) == 1;
}

/// Called for each certificate of another side, once: its chain first, as without us.
int Judge(X509_STORE_CTX* chain, void* names) {
  if (X509_verify_cert(chain) != 1) return 0;
  if (static_cast<const PeerNames*>(names)->Accepts(X509_STORE_CTX_get0_cert(chain))) return 1;
  X509_STORE_CTX_set_error(chain, X509_V_ERR_HOSTNAME_MISMATCH);
  return 0;
}

absl::Status Unusable(std::string_view what, const std::string& file) {
  return Error(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID", Cat("cannot use ", what, " in ", file));
}

}  // namespace

PeerNames::PeerNames(std::vector<std::string> names, std::function<void(const std::string&)> refused)
    : names_(std::move(names)), refused_(std::move(refused)) {}

void PeerNames::Demand(ssl_ctx_st* context) const {
  // The library hands it back as it is: nothing is changed through it.
  SSL_CTX_set_cert_verify_callback(context, &Judge, const_cast<PeerNames*>(this));  // NOLINT
}

bool PeerNames::Accepts(x509_st* certificate) const {
  if (certificate == nullptr) return false;
  if (std::any_of(names_.begin(), names_.end(), [&](const std::string& name) { return Carries(certificate, name); })) {
    return true;
  }
  refused_(NamesIn(certificate));
  return false;
}

std::string PeerNames::text() const {
  std::string all;
  for (const std::string& name : names_) all += Cat(all.empty() ? "" : ", ", name);
  return all;
}

void TlsContextCloser::operator()(ssl_ctx_st* context) const { SSL_CTX_free(context); }

absl::StatusOr<TlsContext> MakeServerContext(const TlsFiles& files, const PeerNames& names) {
  if (!files.authorities.empty() && files.names.empty()) {
    return Error(absl::StatusCode::kInvalidArgument, "HUB_NAME_MISSING",
                 "no name of the hub is given, and its authorities vouch for others too");
  }
  TlsContext context(SSL_CTX_new(TLS_server_method()));
  if (context == nullptr) return Unusable("TLS with the certificate", files.certificate);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context.get(), 0);
  if (SSL_CTX_use_certificate_chain_file(context.get(), files.certificate.c_str()) != 1) {
    return Unusable("the certificate", files.certificate);
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), files.key.c_str(), SSL_FILETYPE_PEM) != 1 ||
      SSL_CTX_check_private_key(context.get()) != 1) {
    return Unusable("the key", files.key);
  }
  if (files.authorities.empty()) return context;
  if (SSL_CTX_load_verify_locations(context.get(), files.authorities.c_str(), nullptr) != 1) {
    return Unusable("the certificates of authorities", files.authorities);
  }
  SSL_CTX_set_client_CA_list(context.get(), SSL_load_client_CA_file(files.authorities.c_str()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  names.Demand(context.get());
  return context;
}

}  // namespace clientroute::messaging
