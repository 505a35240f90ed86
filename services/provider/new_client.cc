#include "services/provider/new_client.h"

#include <array>
#include <cstdint>

#include "services/platform/status/status.h"
#include "services/platform/values/codes.h"
#include "services/provider/book_store.h"

namespace clientroute::provider {

Ages UsualAges(std::string_view standard) { return standard == kYouth ? Ages{6, 15} : Ages{40, 85}; }

absl::StatusOr<Person> MakePerson(Connection& connection, const Chance& chance, const NewClient& client, Date today) {
  constexpr std::uint64_t kFirst = 999'900'006;
  constexpr std::uint64_t kLast = 999'999'990;
  constexpr std::array kNames = {"Zandkever", "Wulp",    "Scholekster",   "Kanoet", "Steenloper", "Drieteen",
                                 "Tureluur",  "Bontbek", "Zilverplevier", "Grutto", "Kluut",      "Regenwulp"};
  constexpr std::array kInitials = {"A", "B", "D", "E", "F", "H", "J", "K", "L", "M", "N", "S"};
  const std::string& about = client.about;
  std::uint64_t number = kFirst + chance.Below(Cat("number/", about), kLast - kFirst + 1);
  for (std::uint64_t tried = kFirst; tried <= kLast; ++tried, number = number == kLast ? kFirst : number + 1) {
    const std::string bsn = std::to_string(number);
    if (!CitizenNumber::Parse(bsn)) continue;
    const auto known = LoadPerson(connection, bsn);
    if (known.ok()) continue;
    if (!absl::IsNotFound(known.status())) return known.status();
    Person person;
    person.bsn = bsn;
    person.family_name = kNames.at(chance.Below(Cat("name/", about), kNames.size()));
    person.initials = kInitials.at(chance.Below(Cat("initial/", about), kInitials.size()));
    constexpr int kDays = 365;
    person.birth_date = today.AddYears(-chance.Between(Cat("age/", about), client.ages.least, client.ages.most))
                            .AddDays(-chance.Between(Cat("birthday/", about), 1, kDays - 1));
    person.sex = chance.Below(Cat("sex/", about), 2) == 0 ? "1" : "2";
    CLIENTROUTE_RETURN_IF_ERROR(SavePerson(connection, person));
    return person;
  }
  return Error(absl::StatusCode::kResourceExhausted, "PROVIDER_NUMBERS_USED",
               "every citizen number of the test range belongs to somebody already");
}

AskedProduct AskFor(const Chance& chance, std::string_view about, const Offer& offer, const Tariff& tariff,
                    Date today) {
  constexpr int kAheadLeast = 14;
  constexpr int kAheadMost = 28;
  constexpr int kLongLeast = 150;
  constexpr int kLongMost = 300;
  AskedProduct asked;
  asked.category = offer.category;
  asked.code = offer.code;
  asked.unit = tariff.unit;
  asked.frequency = "2";
  asked.amount = 1;
  asked.first = today.AddDays(chance.Between(Cat(about, "/from"), kAheadLeast, kAheadMost));
  asked.last = asked.first.AddDays(chance.Between(Cat(about, "/long"), kLongLeast, kLongMost));
  if (tariff.unit == "04" || tariff.unit == "16") asked.amount = chance.Between(Cat(about, "/volume"), 2, 4);
  if (tariff.unit == "14") asked.amount = 7;
  if (tariff.unit == "01") asked.amount = 120;
  return asked;
}

}  // namespace clientroute::provider
