#ifndef CLIENTROUTE_SERVICES_MONITORING_KEPT_ANSWERS_H_
#define CLIENTROUTE_SERVICES_MONITORING_KEPT_ANSWERS_H_

#include <algorithm>
#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include "services/monitoring/figure.h"
#include "services/monitoring/figure_definition.h"
#include "services/platform/values/date.h"

namespace clientroute::monitoring {

/// A question to the figures in memory, with what its caller may see.
struct FigureQuestion {
  const FigureDefinition* figure = nullptr;
  FigureFilter filter;
  std::set<Division> by;
  Date today;
  friend bool operator==(const FigureQuestion&, const FigureQuestion&) = default;
};
using FigureNumbers = std::shared_ptr<const std::vector<FigureNumber>>;

/// The last answers, so that the next page of a list, or the same page in another order, is not counted again. They are
/// of one state of the figures: who changes these forgets them. Thread-safe.
class KeptAnswers {
 public:
  /// Questions that are asked beside each other: pages of figures by some tens of people.
  static constexpr std::size_t kAnswersMost = 64;
  /// Of all answers together, some 250 bytes each: what is kept stays small beside the figures.
  static constexpr std::size_t kRowsMost = 100'000;

  /// Null when there is none.
  FigureNumbers Find(const FigureQuestion& question) {
    const std::lock_guard lock(mutex_);
    for (auto answer = answers_.begin(); answer != answers_.end(); ++answer) {
      if (answer->first != question) continue;
      answers_.splice(answers_.begin(), answers_, answer);
      return answers_.front().second;
    }
    return nullptr;
  }
  void Keep(const FigureQuestion& question, const FigureNumbers& numbers) {
    if (numbers->size() > kRowsMost) return;
    const std::lock_guard lock(mutex_);
    // Two who asked the same at once counted it both.
    if (std::ranges::find(answers_, question, &Answer::first) != answers_.end()) return;
    answers_.emplace_front(question, numbers);
    rows_ += numbers->size();
    while (answers_.size() > kAnswersMost || rows_ > kRowsMost) {
      rows_ -= answers_.back().second->size();
      answers_.pop_back();
    }
  }
  void Forget() {
    const std::lock_guard lock(mutex_);
    answers_.clear();
    rows_ = 0;
  }

 private:
  using Answer = std::pair<FigureQuestion, FigureNumbers>;

  std::mutex mutex_;
  std::list<Answer> answers_;  // the last that was asked first
  std::size_t rows_ = 0;       // of all of them
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_KEPT_ANSWERS_H_
