#ifndef CLIENTROUTE_SERVICES_PORTAL_PAGES_PAGE_FILES_H_
#define CLIENTROUTE_SERVICES_PORTAL_PAGES_PAGE_FILES_H_

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/portal/http/message.h"

namespace clientroute::portal {

/// The built pages, read once at the start: a folder with `index.html` and `assets/`, each file also as `.br` and `.gz`
/// where the build made these. What lies in `assets/` carries a hash of its content in its name, so a browser may keep
/// it for ever; the page that names them is asked for anew each time, and is answered 304 as long as it is the same.
/// Immutable, thread-safe.
class PageFiles {
 public:
  static constexpr std::size_t kFilesMost = 5'000;
  static constexpr std::size_t kBytesMost = 128 * 1024 * 1024;

  /// A folder that is not there, or without an index.html, gives none: then the root says that the pages are not built.
  /// Errors: InvalidArgument PAGES_UNREADABLE for a file that cannot be read, or too much of it.
  static absl::StatusOr<PageFiles> Read(const std::string& folder);

  bool built() const { return files_.contains("/index.html"); }
  /// Of what the pages are, eight hexadecimal digits; empty when they are not built.
  const std::string& hash() const { return hash_; }
  /// Answers every GET and HEAD: a file, the page of the application at one of its paths, or 404.
  HttpAnswer Answer(const HttpRequest& request) const;

 private:
  struct File {
    std::string type;
    std::string etag;
    std::shared_ptr<const std::string> plain;
    std::shared_ptr<const std::string> brotli;  // null where there is none
    std::shared_ptr<const std::string> gzip;
  };
  static HttpAnswer AnswerFile(const HttpRequest& request, std::string_view path, const File& file);

  std::map<std::string, File, std::less<>> files_;  // by path: `/assets/app-1a2b3c.js`
  std::string hash_;
};

}  // namespace clientroute::portal

#endif  // CLIENTROUTE_SERVICES_PORTAL_PAGES_PAGE_FILES_H_
