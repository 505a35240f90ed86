#include "tests/hub/hub_journal.h"

namespace clientroute::hub {

HubJournal::HubJournal(const std::string& path) {
  std::ifstream before(path);
  std::string kind;
  std::string key;
  std::string value;
  while (before >> kind >> key >> value) (kind == "T" ? taken_ : forward_)[key] = value;
  file_.open(path, std::ios::app);
}

bool HubJournal::Take(const std::string& reference) {
  if (!taken_.emplace(reference, "1").second) return false;
  Write('T', reference, "1");
  return true;
}

void HubJournal::NoteForward(const std::string& key, const std::string& reference) {
  forward_[key] = reference;
  Write('F', key, reference);
}

std::string HubJournal::ForwardReference(const std::string& key) const {
  const auto found = forward_.find(key);
  return found == forward_.end() ? std::string() : found->second;
}

void HubJournal::Write(char kind, const std::string& key, const std::string& value) {
  file_ << kind << ' ' << key << ' ' << value << '\n' << std::flush;
}

}  // namespace clientroute::hub
