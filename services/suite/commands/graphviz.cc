#include "services/suite/commands/graphviz.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

#include "services/platform/status/status.h"

extern char** environ;  // NOLINT(readability-redundant-declaration): POSIX names it without a header

namespace clientroute::suite {
namespace {

/// A file in memory that goes with the object.
class MemoryFile {
 public:
  explicit MemoryFile(const char* name) : descriptor_(memfd_create(name, 0)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  int descriptor() const { return descriptor_; }
  bool Write(std::string_view text) const {
    return write(descriptor_, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
           lseek(descriptor_, 0, SEEK_SET) == 0;
  }
  std::string Read() const {
    std::string text;
    std::array<char, 65'536> block{};
    lseek(descriptor_, 0, SEEK_SET);
    for (ssize_t got = 0; (got = read(descriptor_, block.data(), block.size())) > 0;)
      text.append(block.data(), static_cast<std::size_t>(got));
    return text;
  }

 private:
  int descriptor_;
};

/// Everything before the picture names the version of Graphviz.
std::string WithoutHead(const std::string& svg) {
  std::size_t begin = svg.find("<svg");
  return begin == std::string::npos ? svg : svg.substr(begin);
}

}  // namespace

absl::StatusOr<std::string> DrawSvg(std::string_view dot) {
  MemoryFile in("dot");
  MemoryFile out("svg");
  if (in.descriptor() < 0 || out.descriptor() < 0 || !in.Write(dot)) {
    return Error(absl::StatusCode::kInternal, "GRAPHVIZ_FAILED", "geen geheugen voor de tekening");
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in.descriptor(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out.descriptor(), STDOUT_FILENO);
  std::string program = "dot";
  std::string format = "-Tsvg";
  std::array<char*, 3> arguments = {program.data(), format.data(), nullptr};
  pid_t child = 0;
  int spawned = posix_spawnp(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (spawned != 0 || waitpid(child, &status, 0) != child) {
    return Error(absl::StatusCode::kUnavailable, "GRAPHVIZ_MISSING",
                 "het programma dot (Graphviz) is er niet; teken zonder --svg");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return Error(absl::StatusCode::kInternal, "GRAPHVIZ_FAILED", Cat("dot eindigde met ", WEXITSTATUS(status)));
  }
  return WithoutHead(out.Read());
}

}  // namespace clientroute::suite
