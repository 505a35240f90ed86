#include "tests/service/messaging/hub/certificates.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "services/platform/status/defect.h"

namespace clientroute::messaging::testing {
namespace {

template <typename Thing>
Thing* OrStop(Thing* thing) {
  if (thing == nullptr) StopOnDefect("no certificate can be made");
  return thing;
}

void OrStop(int made) {
  if (made <= 0) StopOnDefect("no certificate can be made");
}

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;
using File = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;

File Open(const std::string& path, const char* mode) { return {OrStop(std::fopen(path.c_str(), mode)), &std::fclose}; }

void AddExtension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = OrStop(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  OrStop(X509_add_ext(certificate, extension, -1));
  X509_EXTENSION_free(extension);
}

/// Who vouches for a certificate; itself when both are null.
struct Voucher {
  X509* certificate = nullptr;
  EVP_PKEY* key = nullptr;
};

TlsFiles Make(const std::string& stem, const Voucher& voucher, const std::string& names) {
  constexpr long kDay = 86'400;
  const Key key(OrStop(EVP_EC_gen("P-256")), &EVP_PKEY_free);
  const Certificate certificate(OrStop(X509_new()), &X509_free);
  OrStop(X509_set_version(certificate.get(), 2));
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), voucher.key == nullptr ? 1 : 2);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
  OrStop(X509_set_pubkey(certificate.get(), key.get()));
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const auto* const called = reinterpret_cast<const unsigned char*>(stem.c_str());
  OrStop(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1,
                                    -1, 0));
  OrStop(X509_NAME_add_entry_by_txt(name, "OU", MBSTRING_ASC, called + (stem.rfind('/') + 1), -1, -1, 0));
  OrStop(X509_set_issuer_name(certificate.get(),
                              voucher.certificate == nullptr ? name : X509_get_subject_name(voucher.certificate)));
  AddExtension(certificate.get(), NID_basic_constraints, voucher.key == nullptr ? "critical,CA:TRUE" : "CA:FALSE");
  if (!names.empty()) AddExtension(certificate.get(), NID_subject_alt_name, names.c_str());
  OrStop(X509_sign(certificate.get(), voucher.key == nullptr ? key.get() : voucher.key, EVP_sha256()));
  TlsFiles files{stem + ".pem", stem + ".pem", stem + ".key"};
  OrStop(PEM_write_X509(Open(files.certificate, "w").get(), certificate.get()));
  OrStop(PEM_write_PrivateKey(Open(files.key, "w").get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr));
  return files;
}

}  // namespace

TlsFiles MakeCertificate(const std::string& stem) {
  TlsFiles files = Make(stem, {}, "IP:127.0.0.1");
  files.names = {"127.0.0.1"};
  return files;
}

TlsFiles IssueCertificate(const TlsFiles& authority, const std::string& stem, const std::string& names) {
  const Certificate certificate(
      OrStop(PEM_read_X509(Open(authority.certificate, "r").get(), nullptr, nullptr, nullptr)), &X509_free);
  const Key key(OrStop(PEM_read_PrivateKey(Open(authority.key, "r").get(), nullptr, nullptr, nullptr)), &EVP_PKEY_free);
  TlsFiles files = Make(stem, {certificate.get(), key.get()}, names);
  files.authorities = authority.certificate;
  return files;
}

}  // namespace clientroute::messaging::testing
