#include "services/portal/http/problem.h"

#include "services/platform/logging/json_text.h"
#include "services/platform/status/status.h"

namespace clientroute::portal {

HttpAnswer Problem(int status, std::string_view title, std::string_view detail) {
  std::string json = R"({"type":"about:blank","title":)";
  AppendJsonText(title, json);
  json += Cat(R"(,"status":)", status, R"(,"detail":)");
  AppendJsonText(detail, json);
  json += "}";
  return MakeAnswer(status, "application/problem+json", std::move(json));
}

HttpAnswer ProblemPage(int status, std::string_view title, std::string_view detail) {
  return MakeAnswer(status, "text/html; charset=utf-8",
                    Cat("<!doctype html><html lang=\"nl\"><head><meta charset=\"utf-8\">"
                        "<meta name=\"viewport\" content=\"width=device-width\"><title>",
                        HtmlText(title), "</title></head><body><main><h1>", HtmlText(title), "</h1><p>",
                        HtmlText(detail), "</p><p><a href=\"/\">Naar het begin</a></p></main></body></html>\n"));
}

HttpAnswer ProblemFor(const HttpRequest& request, int status, std::string_view title, std::string_view detail) {
  return WantsPage(request) ? ProblemPage(status, title, detail) : Problem(status, title, detail);
}

bool WantsPage(const HttpRequest& request) {
  return request.method == "GET" && request.Header("accept").find("text/html") != std::string_view::npos;
}

std::string HtmlText(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace clientroute::portal
