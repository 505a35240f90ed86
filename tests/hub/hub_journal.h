#ifndef CLIENTROUTE_TESTS_HUB_HUB_JOURNAL_H_
#define CLIENTROUTE_TESTS_HUB_HUB_JOURNAL_H_

#include <fstream>
#include <map>
#include <string>

namespace clientroute::hub {

/// What a small hub remembers, in a file that it reads again when it is started: the letters that it took, and the
/// reference of each message that a provider may answer. One thread.
class HubJournal {
 public:
  explicit HubJournal(const std::string& path);

  /// Notes that the letter was taken. False when it was before.
  bool Take(const std::string& reference);
  bool HasTaken(const std::string& reference) const { return taken_.contains(reference); }
  /// Under which reference the message came that is named `key`; one word.
  void NoteForward(const std::string& key, const std::string& reference);
  /// Empty when it did not come by this hub.
  std::string ForwardReference(const std::string& key) const;

 private:
  void Write(char kind, const std::string& key, const std::string& value);

  std::map<std::string, std::string> taken_;
  std::map<std::string, std::string> forward_;
  std::ofstream file_;
};

}  // namespace clientroute::hub

#endif  // CLIENTROUTE_TESTS_HUB_HUB_JOURNAL_H_
