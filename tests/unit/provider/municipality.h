#ifndef CLIENTROUTE_TESTS_UNIT_PROVIDER_MUNICIPALITY_H_
#define CLIENTROUTE_TESTS_UNIT_PROVIDER_MUNICIPALITY_H_

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/messaging/codec/message.h"
#include "services/messaging/control/return_message.h"
#include "services/platform/values/date.h"

namespace clientroute::provider::testing {

inline constexpr char kMunicipality[] = "0361";
inline constexpr char kYouthProvider[] = "42420001";
inline constexpr char kSocialProvider[] = "42420017";

/// A municipality at the other side of the folders that answers every message, and keeps all that came in order.
class Municipality {
 public:
  /// What it says of a message; nothing approves.
  using Judge = std::function<std::vector<messaging::ClassVerdict>(const messaging::Message&)>;

  explicit Municipality(const std::string& exchange);
  void JudgeBy(Judge judge) { judge_ = std::move(judge); }

  /// An allocation of four hours a week, until the day, or one that was told before with what is changed.
  struct Told {
    int number = 17;
    std::string provider = kYouthProvider;
    std::string standard = "JW";
    Date first;
    Date last;
    std::string change_reason = {};
    std::string reference = {};
  };
  void Allocate(Date today, const std::vector<Told>& told);
  /// Takes what came and answers it.
  void Answer(Date today);

  /// `JW305`, in the order in which they came; and their bytes by file name.
  const std::vector<std::string>& kinds() const { return kinds_; }
  const std::vector<std::pair<std::string, std::string>>& files() const { return files_; }
  /// The messages of a kind, oldest first.
  std::vector<const messaging::Message*> Came(std::string_view kind) const;
  void Put(const std::string& name, const std::string& bytes) const;
  std::string NextNumber() { return std::to_string(++number_); }

 private:
  void AnswerOne(const messaging::Message& message, Date today);

  const std::string folder_;
  Judge judge_;
  int number_ = 100'000;
  std::vector<std::string> kinds_;
  std::vector<std::pair<std::string, std::string>> files_;
  std::vector<messaging::Message> messages_;
};

}  // namespace clientroute::provider::testing

#endif  // CLIENTROUTE_TESTS_UNIT_PROVIDER_MUNICIPALITY_H_
