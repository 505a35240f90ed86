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

void AddExtension(X509* certificate, int kind, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* const extension = OrStop(X509V3_EXT_conf_nid(nullptr, &context, kind, value));
  OrStop(X509_add_ext(certificate, extension, -1));
  X509_EXTENSION_free(extension);
}

}  // namespace

TlsFiles MakeCertificate(const std::string& stem) {
  constexpr long kDay = 86'400;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(OrStop(EVP_EC_gen("P-256")), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(OrStop(X509_new()), &X509_free);
  OrStop(X509_set_version(certificate.get(), 2));
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), kDay);
  OrStop(X509_set_pubkey(certificate.get(), key.get()));
  X509_NAME* const name = X509_get_subject_name(certificate.get());
  const auto* const called = reinterpret_cast<const unsigned char*>(stem.c_str());
  OrStop(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("127.0.0.1"), -1,
                                    -1, 0));
  OrStop(X509_NAME_add_entry_by_txt(name, "OU", MBSTRING_ASC, called + (stem.rfind('/') + 1), -1, -1, 0));
  OrStop(X509_set_issuer_name(certificate.get(), name));
  AddExtension(certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  AddExtension(certificate.get(), NID_subject_alt_name, "IP:127.0.0.1");
  OrStop(X509_sign(certificate.get(), key.get(), EVP_sha256()));
  const TlsFiles files{stem + ".pem", stem + ".pem", stem + ".key"};
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> to(OrStop(std::fopen(files.certificate.c_str(), "w")),
                                                           &std::fclose);
  OrStop(PEM_write_X509(to.get(), certificate.get()));
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> secret(OrStop(std::fopen(files.key.c_str(), "w")),
                                                               &std::fclose);
  OrStop(PEM_write_PrivateKey(secret.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr));
  return files;
}

}  // namespace clientroute::messaging::testing
