#include "services/provider/mailbox_exchange.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <tuple>

#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"

namespace clientroute::provider {
namespace {

absl::Status Failed(std::string_view what, const std::string& folder, std::string_view why) {
  return Error(absl::StatusCode::kUnavailable, "PROVIDER_FILE", Cat(what, " ", folder, ": ", why));
}

absl::Status Sync(const std::string& folder) {
  const int error = SyncFolder(folder);
  return error == 0 ? absl::OkStatus() : Failed("cannot sync", folder, std::strerror(error));
}

std::string Beside(std::string_view name) { return Cat(".", name, ".part"); }

/// The parts of `JW316_42420001_000000000017.xml`.
std::tuple<std::string, std::string, std::string> PartsOf(const std::string& name) {
  const std::size_t first = name.find('_');
  const std::size_t second = first == std::string::npos ? first : name.find('_', first + 1);
  if (second == std::string::npos) return {};
  return {name.substr(0, first), name.substr(first + 1, second - first - 1), name.substr(second + 1)};
}

}  // namespace

std::string MailboxExchange::Folder(std::string_view municipality, std::string_view box) const {
  return Cat(root_, "/", municipality, "/", box);
}

absl::StatusOr<std::vector<std::string>> MailboxExchange::Municipalities() const {
  std::vector<std::string> codes;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(root_, error)) {
    std::string code = entry.path().filename().string();
    if (MunicipalityCode::Parse(code)) codes.push_back(std::move(code));
  }
  if (error) return Failed("cannot list", root_, error.message());
  std::sort(codes.begin(), codes.end());
  return codes;
}

absl::StatusOr<std::vector<WaitingFile>> MailboxExchange::List(
    const std::set<std::string, std::less<>>& providers) const {
  CLIENTROUTE_ASSIGN(const std::vector<std::string> municipalities, Municipalities());
  std::vector<WaitingFile> waiting;
  for (const std::string& municipality : municipalities) {
    const std::string folder = Folder(municipality, "out");
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
      std::string name = entry.path().filename().string();
      if (name.front() == '.') continue;
      std::string provider = std::get<1>(PartsOf(name));
      if (providers.contains(provider)) waiting.push_back({municipality, std::move(name), std::move(provider)});
    }
    if (error) return Failed("cannot list", folder, error.message());
  }
  std::sort(waiting.begin(), waiting.end(), [](const WaitingFile& a, const WaitingFile& b) {
    const auto [kind_a, provider_a, rest_a] = PartsOf(a.name);
    const auto [kind_b, provider_b, rest_b] = PartsOf(b.name);
    return std::tie(a.municipality, rest_a, kind_a) < std::tie(b.municipality, rest_b, kind_b);
  });
  return waiting;
}

absl::StatusOr<std::string> MailboxExchange::Read(const WaitingFile& file) const {
  const std::string folder = Folder(file.municipality, "out");
  std::ifstream stream(Cat(folder, "/", file.name), std::ios::binary);
  std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream) return Failed("cannot read in", folder, std::strerror(errno));
  return bytes;
}

absl::Status MailboxExchange::Remove(const WaitingFile& file) const {
  const std::string folder = Folder(file.municipality, "out");
  if (::unlink(Cat(folder, "/", file.name).c_str()) != 0 && errno != ENOENT) {
    return Failed("cannot take away in", folder, std::strerror(errno));
  }
  return absl::OkStatus();
}

absl::Status MailboxExchange::Prepare(std::string_view municipality, std::string_view name,
                                      std::string_view bytes) const {
  const std::string folder = Folder(municipality, "in");
  constexpr mode_t kGroupToo = 0660;
  const FileDescriptor file(
      ::open(Cat(folder, "/", Beside(name)).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kGroupToo));
  const int error = file.ok() ? WriteDurably(file.get(), bytes) : errno;
  return error == 0 ? absl::OkStatus() : Failed("cannot write in", folder, std::strerror(error));
}

absl::Status MailboxExchange::Release(std::string_view municipality, std::string_view name) const {
  const std::string folder = Folder(municipality, "in");
  const std::string beside = Cat(folder, "/", Beside(name));
  if (::rename(beside.c_str(), Cat(folder, "/", name).c_str()) != 0 && errno != ENOENT) {
    return Failed("cannot rename in", folder, std::strerror(errno));
  }
  return absl::OkStatus();
}

absl::Status MailboxExchange::SyncIn(const std::set<std::string, std::less<>>& municipalities) const {
  for (const std::string& municipality : municipalities) {
    CLIENTROUTE_RETURN_IF_ERROR(Sync(Folder(municipality, "in")));
  }
  return absl::OkStatus();
}

}  // namespace clientroute::provider
