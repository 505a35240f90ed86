#include "services/contracting/talk.h"

#include <algorithm>
#include <set>

namespace clientroute::contracting {
namespace {

constexpr std::size_t kCitizenNumberDigits = 9;
constexpr std::size_t kFigureNameMost = 60;
// Of a group of digits, where a number is written in groups: a year and an amount, or a code and a digit, are none.
constexpr std::size_t kGroupLeast = 2;
constexpr std::size_t kGroupMost = 4;

bool IsDigit(char letter) { return letter >= '0' && letter <= '9'; }

std::size_t DigitsFrom(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

// Whether a citizen number begins at `at`, where a group of digits begins.
bool BeginsCitizenNumber(std::string_view text, std::size_t at) {
  std::string digits;
  char separator = 0;
  for (;;) {
    const std::size_t group = DigitsFrom(text, at);
    digits += text.substr(at, group);
    at += group;
    if (digits.size() >= kCitizenNumberDigits) break;
    if (group < kGroupLeast || group > kGroupMost || at + 1 >= text.size() || !IsDigit(text[at + 1])) return false;
    if (std::string_view(" .-").find(text[at]) == std::string_view::npos) return false;
    if (separator != 0 && separator != text[at]) return false;
    separator = text[at];
    ++at;
  }
  return CitizenNumber::Parse(digits).has_value();
}

std::string Path(std::string_view list, std::size_t at, std::string_view field) {
  return std::string(list) + "[" + std::to_string(at) + "]." + std::string(field);
}

const Agreement* FindIn(const std::vector<Agreement>& agreements, const Uuid& id) {
  const auto found = std::find_if(agreements.begin(), agreements.end(), [&](const auto& one) { return one.id == id; });
  return found == agreements.end() ? nullptr : &*found;
}

std::string RevisionPart(const Talk& talk) { return "r" + std::to_string(talk.revision); }

}  // namespace

bool HoldsCitizenNumber(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool begins = IsDigit(text[at]) && (at == 0 || !IsDigit(text[at - 1]));
    if (begins && BeginsCitizenNumber(text, at)) return true;
  }
  return false;
}

bool IsFigureName(std::string_view text) {
  return !text.empty() && text.size() <= kFigureNameMost && std::all_of(text.begin(), text.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || letter == '_';
  });
}

void AddOpenAgreements(const std::vector<Agreement>& open, Talk* talk) {
  if (!talk->is_next) return;
  for (const Agreement& agreement : open) {
    const bool is_there = std::any_of(talk->agenda.begin(), talk->agenda.end(),
                                      [&](const AgendaItem& item) { return item.agreement == agreement.id; });
    if (is_there || agreement.contract != talk->contract) continue;
    AgendaItem item;
    item.item = agreement.id.ToString();
    item.subject = agreement.what;
    item.agreement = agreement.id;
    item.by_itself = true;
    talk->agenda.push_back(std::move(item));
  }
}

std::string EtagOf(const Talk& talk) {
  std::string joined;
  if (talk.state == TalkState::kPlanned) {
    for (const AgendaItem& item : talk.agenda) {
      if (item.by_itself) joined += item.item;
    }
  }
  if (joined.empty()) return RevisionPart(talk);
  constexpr std::size_t kEnough = 8;  // hexadecimal digits: two states of one agenda do not meet in them
  return RevisionPart(talk) + "-" + Uuid::Derive(kClientrouteSpace, joined).ToString().substr(0, kEnough);
}

bool IsOfOtherRevision(std::string_view etag, const Talk& talk) {
  return etag.substr(0, etag.find('-')) != RevisionPart(talk);
}

void FillSubjects(const std::vector<Agreement>& open, std::vector<AgendaItem>* agenda) {
  for (AgendaItem& item : *agenda) {
    const Agreement* agreement = item.agreement ? FindIn(open, *item.agreement) : nullptr;
    if (item.subject.empty() && agreement != nullptr) item.subject = agreement->what;
  }
}

Problems CheckAgenda(const std::vector<AgendaItem>& agenda, const std::set<std::string>& municipalities,
                     const std::vector<Agreement>& open) {
  Problems problems;
  std::set<Uuid> named;
  for (std::size_t i = 0; i < agenda.size(); ++i) {
    const AgendaItem& item = agenda[i];
    Require(!item.subject.empty() || item.agreement.has_value(), Path("agenda", i, "subject"), "is required",
            &problems);
    Require(item.figure.empty() || IsFigureName(item.figure), Path("agenda", i, "figure"),
            "must be the name of a figure, or empty", &problems);
    const bool is_for = municipalities.contains(item.municipality);
    Require(item.municipality.empty() || is_for, Path("agenda", i, "municipality"),
            "must be one of the contract's municipalities, or empty", &problems);
    if (!item.agreement) continue;
    Require(FindIn(open, *item.agreement) != nullptr, Path("agenda", i, "agreement"),
            "must be an open agreement of this contract", &problems);
    Require(named.insert(*item.agreement).second, Path("agenda", i, "agreement"), "stands on the agenda already",
            &problems);
  }
  return problems;
}

std::vector<Settlement> TakeReports(const std::vector<ItemReport>& reports, const std::vector<Agreement>& open,
                                    Talk* talk, Problems* problems) {
  std::vector<Settlement> settlements;
  std::set<std::string> reported;
  for (std::size_t i = 0; i < reports.size(); ++i) {
    const ItemReport& report = reports[i];
    const auto item = std::find_if(talk->agenda.begin(), talk->agenda.end(),
                                   [&](const AgendaItem& one) { return one.item == report.item; });
    if (item == talk->agenda.end()) {
      problems->push_back({Path("reports", i, "item"), "must be an item of the agenda"});
      continue;
    }
    Require(reported.insert(report.item).second, Path("reports", i, "item"), "is given more than once", problems);
    item->report = report.report;
    if (!report.outcome) continue;
    const Agreement* agreement = item->agreement ? FindIn(open, *item->agreement) : nullptr;
    Require(agreement != nullptr, Path("reports", i, "outcome"),
            "must be unset where no open agreement is spoken about", problems);
    if (agreement != nullptr) settlements.push_back({agreement, *report.outcome, report.report});
  }
  for (const AgendaItem& item : talk->agenda) {
    Require(reported.contains(item.item), "reports", "must say of every item of the agenda what was said", problems);
    if (!reported.contains(item.item)) break;
  }
  return settlements;
}

}  // namespace clientroute::contracting
