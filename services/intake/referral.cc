#include "services/intake/referral.h"

#include <algorithm>
#include <initializer_list>

#include "services/platform/values/resource_name.h"

namespace clientroute::intake {
namespace {

constexpr std::string_view kProviders = "providers/";
constexpr std::string_view kMunicipalities = "municipalities/";
constexpr std::string_view kPersons = "persons/";

void CheckReferrer(const Referrer& referrer, Problems* problems) {
  Require(referrer.practitioner_code.empty() || ProviderCode::Parse(referrer.practitioner_code).has_value(),
          "referrer.practitioner_code", "must be an AGB code of eight digits", problems);
  Require(referrer.display_name.empty() || IsLine(referrer.display_name, kReferrerNameCharactersMax),
          "referrer.display_name", "must be one line of at most 64 characters", problems);
}

void CheckSource(const Source& source, Problems* problems) {
  const bool is_subject = IsSubject(source.sender) && CountCharacters(source.sender) <= kSourceCharactersMax;
  Require(is_subject, "source.sender",
          "must name the sender: providers/…, municipalities/…, persons/…, at most 128 characters", problems);
  Require(!source.sender.starts_with(kProviders) || ProviderOf(source).has_value(), "source.sender",
          "must have an AGB code of eight digits", problems);
  Require(IsLine(source.reference, kSourceCharactersMax), "source.reference", "must be one line of 1 to 128 characters",
          problems);
  Require(source.message.empty() || IdIn(source.message, "messages").has_value(), "source.message",
          "must be messages/<uuid>", problems);
}

// What later steps of the route know and a referral cannot.
bool IsOnlyAskedFor(const CareLine& line) {
  return !line.tariff && line.contract.empty() && line.location.empty() && line.allocation.empty() &&
         line.allocation_number == 0;
}

void CheckLines(const Referral& referral, Problems* problems) {
  Require(!referral.lines.empty(), "lines", "must say what is asked for: at least one line", problems);
  Require(referral.lines.size() <= kLinesMax, "lines", "must be at most 100", problems);
  for (std::size_t i = 0; i < std::min(referral.lines.size(), kLinesMax); ++i) {
    const std::string path = "lines[" + std::to_string(i) + "]";
    Require(referral.lines[i].law == referral.law, path + ".law", "must be the law of the referral", problems);
    Require(IsOnlyAskedFor(referral.lines[i]), path, "must not name a tariff, contract, location or allocation yet",
            problems);
  }
}

// Each part with its length before it, so that no two lists of parts give the same text.
void Add(std::string_view part, std::string* content) {
  content->append(std::to_string(part.size())).append(":").append(part);
}
void Add(std::int64_t number, std::string* content) { Add(std::to_string(number), content); }

void AddPerson(const Person& person, std::string* content) {
  Add(person.citizen_number ? std::string_view(person.citizen_number->ToString()) : std::string_view(), content);
  for (const std::string* part : {&person.family_name, &person.prefix, &person.first_names, &person.initials}) {
    Add(*part, content);
  }
  Add(person.birth_date ? person.birth_date->ToString() : std::string(), content);
  Add(static_cast<int>(person.birth_date_use), content);
  Add(static_cast<int>(person.gender), content);
  Add(person.address ? 1 : 0, content);
  if (!person.address) return;
  Add(person.address->street, content);
  Add(person.address->house_number, content);
  for (const std::string* part : {&person.address->addition, &person.address->postal_code, &person.address->city}) {
    Add(*part, content);
  }
}

void AddLine(const CareLine& line, std::string* content) {
  Add(line.line, content);
  Add(line.product.category, content);
  Add(line.product.code, content);
  Add(line.period.ToString(), content);
  Add(line.volume ? 1 : 0, content);
  if (line.volume) {
    Add(line.volume->amount, content);
    Add(CodeOf(line.volume->unit), content);
    Add(CodeOf(line.volume->frequency), content);
  }
  Add(line.budget ? std::to_string(line.budget->cents()) : std::string(), content);
  Add(line.provider ? std::string_view(line.provider->ToString()) : std::string_view(), content);
  Add(line.provider_reference, content);
}

}  // namespace

std::optional<ReferrerType> ReferrerTypeOf(int code) {
  for (const ReferrerType type :
       {ReferrerType::kMunicipality, ReferrerType::kGeneralPractitioner, ReferrerType::kYouthDoctor,
        ReferrerType::kCertifiedInstitution, ReferrerType::kMedicalSpecialist, ReferrerType::kSelf,
        ReferrerType::kJustice, ReferrerType::kSchoolTeam}) {
    if (static_cast<int>(type) == code) return type;
  }
  return std::nullopt;
}

std::optional<WithdrawCause> WithdrawCauseOf(int code) {
  if (code < 1 || code > static_cast<int>(WithdrawCause::kLast)) return std::nullopt;
  return static_cast<WithdrawCause>(code);
}

std::optional<LegalFrame> LegalFrameOf(int code) {
  if (code == static_cast<int>(LegalFrame::kVoluntary)) return LegalFrame::kVoluntary;
  if (code == static_cast<int>(LegalFrame::kCompulsory)) return LegalFrame::kCompulsory;
  return std::nullopt;
}

LegalFrame FrameOf(ReferrerType type) {
  const bool binds = type == ReferrerType::kCertifiedInstitution || type == ReferrerType::kJustice;
  return binds ? LegalFrame::kCompulsory : LegalFrame::kVoluntary;
}

Problems CheckReferral(const Referral& referral, Date today) {
  Problems problems;
  Require(MunicipalityCode::Parse(referral.municipality).has_value(), "municipality",
          "must be a CBS code of four digits", &problems);
  CheckReferrer(referral.referrer, &problems);
  CheckLines(referral, &problems);
  CheckSource(referral.source, &problems);
  Require(referral.receive_date <= today, "receive_date", "must not be later than today", &problems);
  return problems;
}

Trust TrustOf(const Source& source) {
  const bool own = source.sender.starts_with(kMunicipalities) || source.sender.starts_with(kPersons);
  return own ? Trust::kMunicipality : Trust::kOthers;
}

std::optional<ProviderCode> ProviderOf(const Source& source) {
  if (!source.sender.starts_with(kProviders)) return std::nullopt;
  return ProviderCode::Parse(std::string_view(source.sender).substr(kProviders.size()));
}

Uuid RouteOf(const Uuid& referral) { return Uuid::Derive(kClientrouteSpace, NameOf("referrals", referral)); }

Date FirstWantedDate(const Referral& referral) {
  const auto first = std::min_element(referral.lines.begin(), referral.lines.end(),
                                      [](const auto& a, const auto& b) { return a.period.start() < b.period.start(); });
  return first == referral.lines.end() ? referral.receive_date : first->period.start();
}

std::string ContentOf(const Referral& referral, const Person& person) {
  std::string content;
  AddPerson(person, &content);
  Add(referral.municipality, &content);
  Add(static_cast<int>(referral.referrer.type), &content);
  Add(referral.referrer.practitioner_code, &content);
  Add(referral.referrer.display_name, &content);
  Add(CodeOf(referral.law), &content);
  Add(static_cast<int>(referral.legal_frame), &content);
  Add(referral.client_asks_himself ? 1 : 0, &content);
  Add(static_cast<std::int64_t>(referral.lines.size()), &content);
  for (const CareLine& line : referral.lines) AddLine(line, &content);
  // Behind the lines, whose number stands before them: so only a child not yet born has it.
  if (person.expected_birth) Add(person.expected_birth->ToString(), &content);
  return content;
}

bool IsSubject(std::string_view name) {
  const std::size_t slash = name.find('/');
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == name.size()) return false;
  const std::string_view collection = name.substr(0, slash);
  return std::all_of(collection.begin(), collection.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; }) &&
         std::none_of(name.begin(), name.end(),
                      [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

}  // namespace clientroute::intake
