#include "services/portal/http/message.h"

#include <algorithm>

namespace clientroute::portal {
namespace {

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string_view HttpRequest::Header(std::string_view name) const {
  const auto found =
      std::ranges::find(headers, name, [](const auto& header) { return std::string_view(header.first); });
  return found == headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view HttpRequest::Cookie(std::string_view name) const {
  for (const auto& [header, value] : headers) {
    if (header != "cookie") continue;
    for (std::string_view rest = value; !rest.empty();) {
      const std::size_t end = std::min(rest.find(';'), rest.size());
      const std::string_view pair = Trimmed(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::size_t equals = pair.find('=');
      if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    }
  }
  return {};
}

HttpAnswer MakeAnswer(int status, std::string content_type, std::string body) {
  HttpAnswer answer;
  answer.status = status;
  answer.With("Content-Type", std::move(content_type)).With("Cache-Control", "no-store");
  answer.body = std::make_shared<const std::string>(std::move(body));
  return answer;
}

HttpAnswer Redirect(int status, std::string location) {
  HttpAnswer answer;
  answer.status = status;
  answer.With("Location", std::move(location)).With("Cache-Control", "no-store");
  return answer;
}

}  // namespace clientroute::portal
