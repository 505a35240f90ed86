#include "clientroute/intake/v1/intake.grpc.pb.h"
#include "services/platform/status/status.h"
#include "services/suite/cli/dutch.h"
#include "services/suite/commands/commands.h"
#include "services/suite/commands/name_lookup.h"

namespace clientroute::suite {
namespace {

namespace intake = clientroute::intake::v1;
using Stub = intake::Intake::Stub;

std::string_view DutchGender(intake::Gender gender) {
  switch (gender) {
    case intake::MALE:
      return "man";
    case intake::FEMALE:
      return "vrouw";
    case intake::NOT_SPECIFIED:
      return "niet gespecificeerd";
    default:
      return "onbekend";
  }
}

std::string FullName(const intake::Person& person) {
  std::string name = person.first_names().empty() ? person.initials() : person.first_names();
  for (const std::string* part : {&person.prefix(), &person.family_name()}) {
    if (!part->empty()) name += Cat(name.empty() ? "" : " ", *part);
  }
  return name;
}

void PrintClient(Output& out, intake::Client client) {
  client.clear_message_key();
  if (out.json()) return out.Json(client);
  const intake::Person& person = client.person();
  out.Line(out.Styled(Style::kBold, client.has_person() ? FullName(person) : "alleen op nummer bekend"));
  out.Line(Cat("  cliënt                ", client.name()));
  out.Line(Cat("  huishouden            ", client.household()));
  out.Line(Cat("  bekend sinds          ", DutchTime(client.create_time())));
  if (!client.has_person()) return;
  out.Line(Cat("  burgerservicenummer   ", person.citizen_number().empty() ? "nog geen" : person.citizen_number()));
  out.Line(Cat("  geboren               ", person.has_birth_date() ? DutchDate(person.birth_date())
                                           : person.has_expected_birth_date()
                                               ? Cat("nog niet; verwacht ", DutchDate(person.expected_birth_date()))
                                               : "niet bekend"));
  out.Line(Cat("  geslacht              ", DutchGender(person.gender())));
  if (!person.has_address()) return;
  const intake::Address& address = person.address();
  out.Line(Cat("  adres                 ", address.street(), " ", address.house_number(),
               address.house_number_addition(), ", ", address.postal_code(), " ", address.city()));
}

absl::Status ShowClient(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  intake::GetClientRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), ClientName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto client, Ask(session, &Stub::GetClient, request));
  PrintClient(call.out(), std::move(client));
  return absl::OkStatus();
}

absl::Status ShowHousehold(Invocation& call) {
  CLIENTROUTE_ASSIGN(Session session, call.OpenSession());
  intake::GetHouseholdRequest request;
  CLIENTROUTE_ASSIGN(*request.mutable_name(), HouseholdName(session, call.word(0)));
  CLIENTROUTE_ASSIGN(auto household, Ask(session, &Stub::GetHousehold, request));
  Output& out = call.out();
  if (out.json()) {
    out.Json(household);
    return absl::OkStatus();
  }
  out.Line(out.Styled(Style::kBold, Cat("Huishouden ", household.name())));
  out.Line(Cat("  bekend sinds  ", DutchTime(household.create_time())));
  for (const std::string& client : household.clients()) out.Line(Cat("  lid           ", client));
  for (const std::string& name : household.referrals()) {
    intake::GetReferralRequest wanted;
    wanted.set_name(name);
    CLIENTROUTE_ASSIGN(auto referral, Ask(session, &Stub::GetReferral, wanted));
    out.Line(Cat("  verwijzing    ", name, " door ", DutchReferrer(referral.referrer().type()), ", ",
                 DutchDate(referral.receive_date()), ", route ", ShortId(referral.route())));
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> ClientCommands() {
  return {
      {.words = "household show",
       .arguments = "HUISHOUDEN",
       .summary = "Een huishouden met zijn leden en verwijzingen, zonder persoonsgegevens.",
       .persona = "access-professional",
       .run = ShowHousehold},
      {.words = "client show",
       .arguments = "CLIENT",
       .summary = "Een cliënt met persoonsgegevens; de inzage komt in het inzagelogboek.",
       .details = "Geef met --purpose waarom u de gegevens wilt zien.",
       .persona = "access-professional",
       .run = ShowClient},
  };
}

}  // namespace clientroute::suite
