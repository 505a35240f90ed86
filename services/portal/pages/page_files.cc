#include "services/portal/pages/page_files.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "services/platform/privacy/cipher.h"
#include "services/platform/status/status.h"
#include "services/portal/http/compression.h"
#include "services/portal/http/problem.h"

namespace clientroute::portal {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kHashDigits = 8;
constexpr std::size_t kTagDigits = 16;

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> kTypes = {{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".map", "application/json"},
}};

// The first step of the paths at which the application has a page.
constexpr std::array<std::string_view, 13> kPlaces = {"",        "regio",  "contract",   "gemeente",    "wachtlijst",
                                                      "taken",   "route",  "huishouden", "declaraties", "berichten",
                                                      "figuren", "kosten", "inzage"};

std::string_view TypeOf(std::string_view path) {
  const auto known = std::ranges::find_if(kTypes, [&](const auto& type) { return path.ends_with(type.first); });
  return known == kTypes.end() ? "application/octet-stream" : known->second;
}

bool IsPlace(std::string_view path) {
  const std::string_view first = path.substr(1, path.find('/', 1) - 1);
  return std::ranges::find(kPlaces, first) != kPlaces.end();
}

absl::Status Unreadable(std::string_view what) {
  return Error(absl::StatusCode::kInvalidArgument, "PAGES_UNREADABLE", Cat("the pages: ", what));
}

absl::StatusOr<std::map<std::string, std::string>> ReadFolder(const fs::path& folder) {
  std::map<std::string, std::string> contents;
  std::size_t bytes = 0;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!at->is_regular_file()) continue;
    std::ifstream file(at->path(), std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    if (!file) return Unreadable(Cat("cannot read ", at->path().string()));
    bytes += content.size();
    if (contents.size() >= PageFiles::kFilesMost || bytes > PageFiles::kBytesMost) return Unreadable("are too many");
    contents.emplace("/" + fs::relative(at->path(), folder, error).generic_string(), std::move(content));
  }
  if (error) return Unreadable(Cat("cannot read ", folder.string()));
  return contents;
}

HttpAnswer NotBuilt() {
  return ProblemPage(200, "De pagina's zijn niet gebouwd",
                     "Dit portaal draait en de gegevens zijn er, maar de pagina's zijn niet gebouwd. Bouw ze in "
                     "services/portal/web met npm ci en npm run build, en start opnieuw.");
}

}  // namespace

absl::StatusOr<PageFiles> PageFiles::Read(const std::string& folder) {
  PageFiles pages;
  std::error_code ignored;
  if (folder.empty() || !fs::is_regular_file(fs::path(folder) / "index.html", ignored)) return pages;
  CLIENTROUTE_ASSIGN(auto contents, ReadFolder(folder));
  std::string digests;
  const auto shared = [&](const std::string& path) {
    const auto found = contents.find(path);
    return found == contents.end() ? nullptr : std::make_shared<const std::string>(found->second);
  };
  for (const auto& [path, content] : contents) {
    if (path.ends_with(".br") || path.ends_with(".gz")) continue;
    const std::string digest = Digest(content);
    digests += digest;
    pages.files_[path] = {std::string(TypeOf(path)), Cat("\"", Hex(digest).substr(0, kTagDigits), "\""), shared(path),
                          shared(path + ".br"), shared(path + ".gz")};
  }
  pages.hash_ = Hex(Digest(digests)).substr(0, kHashDigits);
  return pages;
}

HttpAnswer PageFiles::Answer(const HttpRequest& request) const {
  if (request.method != "GET" && request.method != "HEAD") {
    HttpAnswer answer = Problem(405, "Dit kan hier niet", "Dit adres kent deze methode niet.");
    return answer.With("Allow", "GET, HEAD");
  }
  const bool is_page_itself = request.path == "/index.html";
  if (const auto file = files_.find(request.path); file != files_.end() && !is_page_itself) {
    return AnswerFile(request, file->first, file->second);
  }
  const bool wants_page = request.Header("accept").find("text/html") != std::string_view::npos || request.path == "/";
  if (wants_page && (is_page_itself || IsPlace(request.path))) {
    return built() ? AnswerFile(request, "/index.html", files_.find("/index.html")->second) : NotBuilt();
  }
  return ProblemFor(
      request, 404, "Deze pagina is er niet",
      "Er staat niets op dit adres. Misschien is het adres verkeerd overgenomen of is de pagina verhuisd.");
}

HttpAnswer PageFiles::AnswerFile(const HttpRequest& request, std::string_view path, const File& file) {
  HttpAnswer answer;
  answer.With("Cache-Control", path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
  answer.With("ETag", file.etag).With("Vary", "Accept-Encoding");
  if (request.Header("if-none-match").find(file.etag) != std::string_view::npos) {
    answer.status = 304;
    return answer;
  }
  answer.With("Content-Type", file.type);
  const std::string_view accepted = request.Header("accept-encoding");
  if (file.brotli != nullptr && Accepts(accepted, "br")) {
    answer.With("Content-Encoding", "br").body = file.brotli;
  } else if (file.gzip != nullptr && Accepts(accepted, "gzip")) {
    answer.With("Content-Encoding", "gzip").body = file.gzip;
  } else {
    answer.body = file.plain;
  }
  return answer;
}

}  // namespace clientroute::portal
