#include "services/suite/demo/secrecy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/platform/status/status.h"
#include "services/suite/demo/stage.h"

namespace clientroute::suite {
namespace {

constexpr const char* kExchange = "exchange";
/// A page of metrics has some dozens of kilobytes.
constexpr std::size_t kPageBytesMax = 16U << 20U;
constexpr int kPatienceSeconds = 10;

absl::Status CannotRead(std::string_view what) {
  return Error(absl::StatusCode::kUnavailable, "SECRECY_CHECK", Cat("kan niet lezen: ", what));
}

/// A socket that is closed with the object.
class Socket {
 public:
  Socket() : descriptor_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval patience{kPatienceSeconds, 0};
    setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  int descriptor() const { return descriptor_; }

 private:
  const int descriptor_;
};

/// `127.0.0.1:7421`; nullopt-like `sin_port` 0 when it is none.
sockaddr_in AddressOf(const std::string& text) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  const std::size_t colon = text.rfind(':');
  if (colon == std::string::npos) return address;
  std::uint16_t port = 0;
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  if (inet_pton(AF_INET, text.substr(0, colon).c_str(), &address.sin_addr) == 1) address.sin_port = htons(port);
  return address;
}

}  // namespace

std::vector<std::string> IdentifyingDataOf(const StoryClient& client) {
  std::vector<std::string> all = {client.citizen_number, client.family_name, client.first_names, client.street,
                                  client.postal_code};
  // A day on which the stories play stands everywhere, and tells of nobody.
  if (client.birth_date < StoryDay(1, 1)) all.push_back(client.birth_date.ToString());
  return all;
}

std::vector<std::string> FoundIn(std::string_view text, const std::vector<std::string>& secrets) {
  std::vector<std::string> found;
  for (const std::string& secret : secrets) {
    if (!secret.empty() && text.find(secret) != std::string_view::npos) found.push_back(secret);
  }
  return found;
}

absl::StatusOr<std::vector<std::string>> FoundInData(const std::string& data_folder,
                                                     const std::vector<std::string>& secrets) {
  std::vector<std::string> found;
  std::error_code error;
  std::filesystem::recursive_directory_iterator entry(data_folder, error);
  for (; !error && entry != std::filesystem::recursive_directory_iterator(); entry.increment(error)) {
    if (entry->is_directory() && entry.depth() == 0 && entry->path().filename() == kExchange) {
      entry.disable_recursion_pending();
    }
    if (!entry->is_regular_file()) continue;
    std::ifstream file(entry->path(), std::ios::binary);
    if (!file) return CannotRead(entry->path().string());
    const std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    for (const std::string& secret : FoundIn(content, secrets)) {
      found.push_back(Cat(secret, " (", entry->path().filename().string(), ")"));
    }
  }
  if (error) return CannotRead(Cat(data_folder, ": ", error.message()));
  return found;
}

absl::StatusOr<std::string> ReadMetrics(const std::string& address) {
  const Socket connection;
  const sockaddr_in where = AddressOf(address);
  constexpr std::string_view kRequest = "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  if (connect(connection.descriptor(), reinterpret_cast<const sockaddr*>(&where), sizeof(where)) != 0 ||
      send(connection.descriptor(), kRequest.data(), kRequest.size(), MSG_NOSIGNAL) !=
          static_cast<ssize_t>(kRequest.size())) {
    return CannotRead(Cat("meetwaarden op ", address, ": ", std::strerror(errno)));
  }
  std::string page;
  std::array<char, 65'536> block{};
  for (;;) {
    const ssize_t got = recv(connection.descriptor(), block.data(), block.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return CannotRead(Cat("meetwaarden op ", address, ": ", std::strerror(errno)));
    if (got == 0) break;
    page.append(block.data(), static_cast<std::size_t>(got));
    if (page.size() > kPageBytesMax) return CannotRead(Cat("meetwaarden op ", address, ": te groot"));
  }
  if (page.find(" 200 ") == std::string::npos) return CannotRead(Cat("meetwaarden op ", address, ": geen antwoord"));
  return page;
}

}  // namespace clientroute::suite
