#ifndef CLIENTROUTE_SERVICES_MESSAGING_DIRECTORY_EXCHANGE_H_
#define CLIENTROUTE_SERVICES_MESSAGING_DIRECTORY_EXCHANGE_H_

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/messaging/hub.h"

namespace clientroute::messaging {

/// A hub of shared folders: per municipality `<root>/<CBS code>/` with
///   in/       where providers' files arrive, written under a temporary name and renamed (see IsReadyName);
///   out/      what goes to providers;
///   done/     originals that were handled, sealed;
///   refused/  originals that were refused, sealed, each with its report.
/// Only regular files are taken; symbolic links are never followed. A file that is being taken away stands for a moment
/// under `.taken-<name>`, so that another one put under its name meanwhile is not lost; List knows these too.
class DirectoryExchange final : public Hub {
 public:
  /// Makes the folders that are missing. `municipalities` are CBS codes. Errors: InvalidArgument
  /// MUNICIPALITY_CODE_INVALID; PermissionDenied, ResourceExhausted or Unavailable EXCHANGE_FOLDER when a folder cannot
  /// be made.
  static absl::StatusOr<std::unique_ptr<DirectoryExchange>> Open(std::string root,
                                                                 std::vector<std::string> municipalities);

  Arrivals List() override;
  absl::StatusOr<std::string> Read(const ArrivedFile& file) override;
  absl::StatusOr<std::string> ReadBeginning(const ArrivedFile& file, std::size_t bytes) override;
  absl::Status Remove(const ArrivedFile& file) override;
  /// Each folder is synced once.
  std::vector<absl::Status> RemoveAll(std::span<const ArrivedFile> files) override;
  absl::Status Put(Box box, std::string_view municipality, std::string_view name, std::string_view bytes) override;
  std::vector<std::string> arrival_folders() const override;

 private:
  DirectoryExchange(std::string root, std::vector<std::string> municipalities)
      : root_(std::move(root)), municipalities_(std::move(municipalities)) {}

  std::string Folder(std::string_view municipality, std::string_view folder) const;
  void ListFolder(const std::string& municipality, Arrivals* arrivals) const;
  absl::Status Unlink(const ArrivedFile& file) const;

  const std::string root_;
  const std::vector<std::string> municipalities_;
};

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_DIRECTORY_EXCHANGE_H_
