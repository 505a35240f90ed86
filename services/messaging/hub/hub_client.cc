#include "services/messaging/hub/hub_client.h"

#include <httplib.h>
#include <unistd.h>

#include <utility>

#include "services/messaging/hub/letter_writer.h"
#include "services/platform/status/status.h"

namespace clientroute::messaging {
namespace {

absl::Status Unusable(std::string_view what, const std::string& file) {
  return Error(absl::StatusCode::kInvalidArgument, "HUB_CERTIFICATE_INVALID", Cat("cannot read ", what, " in ", file));
}

bool IsReadable(const std::string& file) { return ::access(file.c_str(), R_OK) == 0; }

/// Where the path of an address begins; npos when it is none of HTTP.
std::size_t PathOf(const std::string& url) {
  for (const std::string_view scheme : {"http://", "https://"}) {
    if (url.rfind(scheme, 0) != 0 || url.size() == scheme.size()) continue;
    const std::size_t path = url.find('/', scheme.size());
    return path == std::string::npos ? url.size() : path;
  }
  return std::string::npos;
}

}  // namespace

HubClient::HubClient(HubClientOptions options) : options_(std::move(options)) {}
HubClient::~HubClient() = default;

absl::StatusOr<std::unique_ptr<HubClient>> HubClient::Open(HubClientOptions options) {
  std::unique_ptr<HubClient> made(new HubClient(std::move(options)));
  const std::string& url = made->options_.url;
  const TlsFiles& tls = made->options_.tls;
  const std::size_t path = PathOf(url);
  if (path == std::string::npos) {
    return Error(absl::StatusCode::kInvalidArgument, "HUB_ADDRESS_INVALID",
                 "the hub's address is not one of http:// or https://");
  }
  if (!tls.authorities.empty() && !IsReadable(tls.authorities)) return Unusable("certificates", tls.authorities);
  if (!tls.certificate.empty() && !IsReadable(tls.certificate)) return Unusable("the certificate", tls.certificate);
  if (!tls.certificate.empty() && !IsReadable(tls.key)) return Unusable("the key", tls.key);
  made->path_ = path == url.size() ? "/" : url.substr(path);
  made->client_ = tls.certificate.empty()
                      ? std::make_unique<httplib::Client>(url.substr(0, path))
                      : std::make_unique<httplib::Client>(url.substr(0, path), tls.certificate, tls.key);
  httplib::Client& client = *made->client_;
  if (!client.is_valid()) return Unusable("the certificate and its key", tls.certificate);
  if (!tls.authorities.empty()) client.set_ca_cert_path(tls.authorities);
  client.set_connection_timeout(made->options_.timeout);
  client.set_read_timeout(made->options_.timeout);
  client.set_write_timeout(made->options_.timeout);
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_follow_location(false);
  client.set_decompress(false);
  return made;
}

absl::StatusOr<HttpAnswer> HubClient::Post(std::string_view soap_action, const std::string& body) {
  httplib::Request request;
  request.method = "POST";
  request.path = path_;
  request.headers = {{"SOAPAction", Cat("\"", soap_action, "\"")}, {"Content-Type", kLetterContentType}};
  request.body = body;
  HttpAnswer answer;
  request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    if (answer.body.size() + size > kAnswerBytesMax) return false;
    answer.body.append(data, size);
    return true;
  };
  const httplib::Result result = client_->send(request);
  if (!result) {
    const bool never_came =
        result.error() == httplib::Error::Connection || result.error() == httplib::Error::ConnectionTimeout ||
        result.error() == httplib::Error::SSLConnection || result.error() == httplib::Error::SSLLoadingCerts ||
        result.error() == httplib::Error::SSLServerVerification;
    return Error(absl::StatusCode::kUnavailable, never_came ? "HUB_UNREACHABLE" : "HUB_NO_ANSWER",
                 Cat("the hub: ", httplib::to_string(result.error())));
  }
  answer.status = result->status;
  return answer;
}

}  // namespace clientroute::messaging
