#include "services/messaging/hub/hub_client.h"

#include <httplib.h>
#include <unistd.h>

#include <utility>
#include <vector>

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

/// The host in an address that has one; an IPv6 address without its brackets.
std::string HostIn(const std::string& url, std::size_t path) {
  const std::size_t begin = url.find("//") + 2;
  const std::string host = url.substr(begin, path - begin);
  if (host.starts_with('[')) return host.substr(1, host.find(']') - 1);
  return host.substr(0, host.find(':'));
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
  if (client.is_valid() && client.ssl_context() != nullptr) {
    made->names_ =
        std::make_unique<PeerNames>(tls.names.empty() ? std::vector<std::string>{HostIn(url, path)} : tls.names,
                                    [hub = made.get()](const auto& has) {
                                      const std::lock_guard lock(hub->mutex_);
                                      hub->stranger_ = has;
                                    });
    made->names_->Demand(client.ssl_context());
  }
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
  {
    const std::lock_guard lock(mutex_);
    stranger_.clear();
  }
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
    std::string why = httplib::to_string(result.error());
    const std::lock_guard lock(mutex_);
    if (result.error() == httplib::Error::SSLServerVerification && !stranger_.empty()) {
      why += Cat(": its certificate is of ", stranger_, " and not of ", names_->text());
    }
    return Error(absl::StatusCode::kUnavailable, never_came ? "HUB_UNREACHABLE" : "HUB_NO_ANSWER",
                 Cat("the hub: ", why));
  }
  answer.status = result->status;
  return answer;
}

}  // namespace clientroute::messaging
