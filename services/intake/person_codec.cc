#include "services/intake/person_codec.h"

#include <functional>

#include "services/platform/calls/problem_violations.h"
#include "services/platform/calls/proto_values.h"

namespace clientroute::intake {
namespace {

Address ReadAddress(const v1::Address& address) {
  return {address.street(), address.house_number(), address.house_number_addition(), address.postal_code(),
          address.city()};
}

// Reads what can be read and calls `wrong` with each part that cannot, and what it must be.
Person Parse(const v1::Person& in, const std::function<void(std::string_view, std::string_view)>& wrong) {
  Person person;
  person.citizen_number = CitizenNumber::Parse(in.citizen_number());
  if (!in.citizen_number().empty() && !person.citizen_number) {
    wrong("citizen_number", "must be nine digits that keep the eleven test (CS002)");
  }
  person.family_name = in.family_name();
  person.prefix = in.prefix();
  person.first_names = in.first_names();
  person.initials = in.initials();
  if (in.has_birth_date()) {
    person.birth_date = FromProto(in.birth_date());
    if (!person.birth_date) wrong("birth_date", "must be a day that exists");
  }
  if (in.has_expected_birth_date()) {
    person.expected_birth = FromProto(in.expected_birth_date());
    if (!person.expected_birth) wrong("expected_birth_date", "must be a day that exists");
  }
  const auto use = BirthDateUseOf(in.birth_date_use());
  if (!use) wrong("birth_date_use", "must be 0 to 3");
  person.birth_date_use = use.value_or(BirthDateUse::kWhole);
  const auto gender = GenderOf(static_cast<int>(in.gender()));
  if (!gender) wrong("gender", "must be 0, 1, 2 or 9 (COD046)");
  person.gender = gender.value_or(Gender::kUnknown);
  if (in.has_address()) person.address = ReadAddress(in.address());
  return person;
}

}  // namespace

std::optional<Person> ReadPerson(const v1::Person& in, Date day, const std::string& field,
                                 std::vector<FieldViolation>* violations) {
  const std::size_t before = violations->size();
  const Person person = Parse(in, [&](std::string_view part, std::string_view what) {
    violations->push_back({Cat(field, ".", part), std::string(what)});
  });
  if (violations->size() == before) AddProblems(CheckPerson(person, day), field, violations);
  if (violations->size() != before) return std::nullopt;
  return person;
}

std::optional<Person> PersonOf(const v1::Person& in) {
  bool whole = true;
  Person person = Parse(in, [&](std::string_view, std::string_view) { whole = false; });
  if (!whole) return std::nullopt;
  return person;
}

std::optional<Birth> ReadBirth(const v1::RecordBirthRequest& request, std::vector<FieldViolation>* violations) {
  const auto number = CitizenNumber::Parse(request.citizen_number());
  if (!number) violations->push_back({"citizen_number", "must be nine digits that keep the eleven test (CS002)"});
  const auto birth_date = FromProto(request.birth_date());
  if (!birth_date) violations->push_back({"birth_date", "must be a day that exists"});
  const auto gender = GenderOf(static_cast<int>(request.gender()));
  if (!gender) violations->push_back({"gender", "must be 0, 1, 2 or 9 (COD046)"});
  if (!number || !birth_date || !gender) return std::nullopt;
  return Birth{*number, *birth_date, request.family_name(), request.prefix(), request.first_names(), request.initials(),
               *gender};
}

v1::Person ToProto(const Person& person) {
  v1::Person out;
  if (person.citizen_number) out.set_citizen_number(person.citizen_number->ToString());
  out.set_family_name(person.family_name);
  out.set_prefix(person.prefix);
  out.set_first_names(person.first_names);
  out.set_initials(person.initials);
  if (person.birth_date) *out.mutable_birth_date() = clientroute::ToProto(*person.birth_date);
  if (person.expected_birth) *out.mutable_expected_birth_date() = clientroute::ToProto(*person.expected_birth);
  out.set_birth_date_use(static_cast<int>(person.birth_date_use));
  out.set_gender(static_cast<v1::Gender>(person.gender));
  if (person.address) {
    v1::Address& address = *out.mutable_address();
    address.set_street(person.address->street);
    address.set_house_number(person.address->house_number);
    address.set_house_number_addition(person.address->addition);
    address.set_postal_code(person.address->postal_code);
    address.set_city(person.address->city);
  }
  return out;
}

}  // namespace clientroute::intake
