#include "services/access/conference.h"

#include <algorithm>
#include <set>

#include "services/access/case_role.h"

namespace clientroute::access {
namespace {

std::string At(const char* list, std::size_t index) { return std::string(list) + "[" + std::to_string(index) + "]"; }

// One line of 1 to kNameBytesMax bytes that shows something.
bool IsNameLine(const std::string& text) {
  return text.size() <= kNameBytesMax && text.find_first_not_of(' ') != std::string::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

Problems CheckParticipants(const std::vector<Participant>& participants) {
  Problems problems;
  Require(!participants.empty(), "participants", "must be at least one", &problems);
  for (std::size_t i = 0; i < participants.size(); ++i) {
    Require(IsNameLine(participants[i].name), At("participants", i) + ".name", "must be one line of 1 to 200 bytes",
            &problems);
  }
  return problems;
}

Problems CheckMembers(const std::vector<std::string>& members) {
  Problems problems;
  Require(!members.empty(), "members", "must be at least one", &problems);
  std::set<std::string> names;
  for (std::size_t i = 0; i < members.size(); ++i) {
    Require(IsPersonName(members[i]), At("members", i), "must be persons/ and a name, without spaces", &problems);
    Require(names.insert(members[i]).second, At("members", i), "comes twice", &problems);
  }
  return problems;
}

}  // namespace clientroute::access
