#include "services/suite/serve/data_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "services/platform/files/durable_files.h"
#include "services/platform/files/file_descriptor.h"
#include "services/platform/status/status.h"

namespace clientroute::suite {
namespace {

constexpr std::string_view kLockFile = "suite.lock";
constexpr std::string_view kKeyFile = "master.key";
constexpr std::string_view kRunningFile = "suite.json";
constexpr std::string_view kPastYearFile = "year.json";
constexpr mode_t kOwnerOnly = 0600;
constexpr mode_t kEveryoneReads = 0644;

absl::Status Failed(std::string_view what, const std::string& path, int error = errno) {
  return Error(absl::StatusCode::kUnavailable, "DATA_FOLDER",
               Cat("kan ", what, " niet: ", path, ": ", std::strerror(error)));
}

std::string ReadWhole(int file) {
  std::string text;
  std::array<char, 4096> block{};
  for (ssize_t got = 0; (got = read(file, block.data(), block.size())) > 0;)
    text.append(block.data(), static_cast<std::size_t>(got));
  return text;
}

/// Under a temporary name first, synced, then renamed, so that a reader sees all of it or none.
absl::Status WriteWhole(const std::string& folder, std::string_view name, std::string_view text, mode_t mode) {
  std::string path = Cat(folder, "/", name);
  std::string temporary = Cat(folder, "/.", name, ".tmp");
  const FileDescriptor file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (!file.ok() || fchmod(file.get(), mode) != 0) return Failed("schrijven", temporary);
  if (const int error = WriteDurably(file.get(), text); error != 0) return Failed("schrijven", temporary, error);
  if (rename(temporary.c_str(), path.c_str()) != 0) return Failed("hernoemen", path);
  const int error = SyncFolder(folder);
  return error == 0 ? absl::OkStatus() : Failed("schrijven", folder, error);
}

absl::Status WriteJson(const std::string& folder, std::string_view name, const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  std::string text;
  if (!google::protobuf::util::MessageToJsonString(message, &text, options).ok()) {
    return absl::InternalError(Cat(name, " cannot be printed"));
  }
  return WriteWhole(folder, name, text, kEveryoneReads);
}

}  // namespace

absl::StatusOr<std::unique_ptr<DataFolder>> DataFolder::Hold(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) {
    return Error(absl::StatusCode::kUnavailable, "DATA_FOLDER",
                 Cat("kan de gegevensmap niet maken: ", path, ": ", error.message()));
  }
  std::string absolute = std::filesystem::absolute(path, error).lexically_normal().string();
  while (absolute.size() > 1 && absolute.ends_with('/')) absolute.pop_back();
  std::string lock_path = Cat(absolute, "/", kLockFile);
  int lock = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kEveryoneReads);
  if (lock < 0) return Failed("openen", lock_path);
  if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
    std::string holder = ReadWhole(lock);
    close(lock);
    while (!holder.empty() && holder.back() == '\n') holder.pop_back();
    return Error(
        absl::StatusCode::kFailedPrecondition, "DATA_FOLDER_IN_USE",
        Cat("de gegevensmap '", path, "' is al in gebruik", holder.empty() ? "" : Cat(" door proces ", holder)));
  }
  std::string pid = Cat(getpid(), "\n");
  if (ftruncate(lock, 0) != 0 || pwrite(lock, pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size())) {
    absl::Status status = Failed("schrijven", lock_path);
    close(lock);
    return status;
  }
  std::unique_ptr<DataFolder> folder(new DataFolder(absolute, lock));
  folder->Withdraw();  // what a suite left that was killed
  return folder;
}

DataFolder::~DataFolder() {
  Withdraw();
  close(lock_);
}

std::string DataFolder::DatabaseFile(std::string_view service) const { return Cat(path_, "/", service, ".db"); }

std::string DataFolder::ExchangeFolder() const { return Cat(path_, "/exchange"); }

bool DataFolder::Has(std::string_view file_name) const {
  std::error_code ignored;
  return std::filesystem::exists(Cat(path_, "/", file_name), ignored);
}

absl::StatusOr<SecretKey> DataFolder::MasterKey(Random& random) {
  std::string path = Cat(path_, "/", kKeyFile);
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && errno != ENOENT) return Failed("lezen", path);
  if (file < 0) {
    if (Has("intake.db")) {
      return Error(absl::StatusCode::kFailedPrecondition, "MASTER_KEY_MISSING",
                   Cat(path,
                       " ontbreekt terwijl er gegevens zijn die ermee versleuteld zijn; zet de sleutel terug uit de "
                       "reservekopie"));
    }
    SecretKey key = SecretKey::Generate(random);
    CLIENTROUTE_RETURN_IF_ERROR(WriteWhole(path_, kKeyFile, key.bytes(), kOwnerOnly));
    return key;
  }
  std::string bytes = ReadWhole(file);
  close(file);
  absl::StatusOr<SecretKey> key = SecretKey::FromBytes(bytes);
  std::fill(bytes.begin(), bytes.end(), '\0');
  if (!key.ok())
    return Error(absl::StatusCode::kDataLoss, "MASTER_KEY_DAMAGED", Cat(path, " is geen sleutel van 32 bytes"));
  return key;
}

absl::StatusOr<std::optional<v1::PastYear>> DataFolder::ReadPastYear() const {
  const std::string path = Cat(path_, "/", kPastYearFile);
  const FileDescriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0 && errno == ENOENT) return std::nullopt;
  if (file.get() < 0) return Failed("lezen", path);
  v1::PastYear past;
  constexpr int kHundred = 100;
  const bool read = google::protobuf::util::JsonStringToMessage(ReadWhole(file.get()), &past).ok();
  if (read && past.percent() >= 1 && past.percent() <= kHundred) return past;
  return Error(
      absl::StatusCode::kDataLoss, "PAST_YEAR_DAMAGED",
      Cat(path, " zegt niet met welk verleden de gegevens begonnen; zet het bestand terug uit de reservekopie"));
}

absl::Status DataFolder::KeepPastYear(const v1::PastYear& past) { return WriteJson(path_, kPastYearFile, past); }

absl::Status DataFolder::Announce(const v1::RunningSuite& running) { return WriteJson(path_, kRunningFile, running); }

void DataFolder::Withdraw() { unlink(Cat(path_, "/", kRunningFile).c_str()); }

}  // namespace clientroute::suite
