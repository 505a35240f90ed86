#include "services/messaging/allocation_message.h"

#include <string_view>

#include "services/messaging/message_kinds.h"
#include "services/messaging/own_header.h"
#include "services/platform/values/calendar.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

constexpr std::size_t kStreetCharacters = 24;
constexpr std::size_t kAdditionCharacters = 4;
constexpr std::size_t kInitialsCharacters = 6;
constexpr std::string_view kOwnNameUse = "1";  // no partner's name is known (CS050)
constexpr std::string_view kRegisteredAddress = "01";
constexpr std::string_view kCorrespondenceAddress = "02";
constexpr std::string_view kDutchCountryNumber = "0031";

/// The first characters of UTF-8 text, and no half one.
std::string_view FirstCharacters(std::string_view text, std::size_t count) {
  std::size_t end = 0;
  while (end < text.size()) {
    const bool continues = (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80;
    if (!continues && count-- == 0) break;
    ++end;
  }
  return text.substr(0, end);
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// `J.P.` becomes `JP` (RS045).
std::string Initials(std::string_view initials) {
  std::string letters;
  for (const char c : initials) {
    if (c != '.' && c != ' ' && c != '-') letters.push_back(c);
  }
  return std::string(FirstCharacters(letters, kInitialsCharacters));
}

void SetAddress(Message& message, InstanceIndex contact, const PostalAddress& address) {
  message.Set(contact, "Adres/Huis/Huisnummer"_field, std::to_string(address.house_number));
  if (address.addition.size() == 1 && IsLetter(address.addition.front())) {
    message.Set(contact, "Adres/Huis/Huisletter"_field, address.addition);
  } else {
    message.Set(contact, "Adres/Huis/HuisnummerToevoeging"_field,
                FirstCharacters(address.addition, kAdditionCharacters));
  }
  message.Set(contact, "Adres/Postcode"_field, address.postal_code);
  message.Set(contact, "Adres/Straatnaam"_field, FirstCharacters(address.street, kStreetCharacters));
  message.Set(contact, "Adres/Plaatsnaam"_field, address.city);
  message.Set(contact, "Adres/LandCode"_field, "NL");
}

void AddContact(Message& message, InstanceIndex client, const AllocationMessage& content) {
  const auto contact = message.Add("Contact"_class, client);
  if (!contact) return;
  if (content.client.address) {
    message.Set(*contact, "Soort"_field, kRegisteredAddress);
    SetAddress(message, *contact, *content.client.address);
  } else if (content.contact) {
    message.Set(*contact, "Soort"_field, kCorrespondenceAddress);
    SetAddress(message, *contact, content.contact->address);
    message.Set(*contact, "Organisatie"_field, content.contact->organisation);
    if (!content.contact->telephone.empty()) {
      message.Set(*contact, "Telefoon/Telefoon01/Telefoonnummer"_field, content.contact->telephone);
      message.Set(*contact, "Telefoon/Telefoon01/Landnummer"_field, kDutchCountryNumber);
    }
  }
}

void AddProduct(Message& message, InstanceIndex client, const AllocatedProduct& product) {
  const auto added = message.Add("ToegewezenProduct"_class, client);
  if (!added) return;
  const InstanceIndex index = *added;
  message.Set(index, "ToewijzingNummer"_field, std::to_string(product.number));
  message.Set(index, "ReferentieAanbieder"_field, product.provider_reference);
  message.Set(index, "Product/Categorie"_field, product.product.category);
  message.Set(index, "Product/Code"_field, product.product.code);
  message.Set(index, "Toewijzingsdatum"_field, LocalDate(product.allocated_at).ToString());
  message.Set(index, "Toewijzingstijd"_field, LocalTime(product.allocated_at));
  message.Set(index, "Ingangsdatum"_field, product.period.start().ToString());
  if (product.period.end()) message.Set(index, "Einddatum"_field, product.period.end()->ToString());
  message.Set(index, "RedenWijziging"_field, product.change_reason);
  if (product.volume) {
    const std::string unit = std::to_string(CodeOf(product.volume->unit));
    message.Set(index, "Omvang/Volume"_field, std::to_string(product.volume->amount));
    message.Set(index, "Omvang/Eenheid"_field, unit.size() < 2 ? "0" + unit : unit);
    message.Set(index, "Omvang/Frequentie"_field, std::to_string(CodeOf(product.volume->frequency)));
  }
  if (product.budget) message.Set(index, "Budget"_field, std::to_string(product.budget->cents()));
}

InstanceIndex AddClient(Message& message, const AddressedClient& client) {
  const InstanceIndex index = message.Add("Client"_class, kNoInstance).value_or(0);
  message.Set(index, "Bsn"_field, client.citizen_number);
  message.Set(index, "Geboortedatum/Datum"_field, client.birth_date.ToString());
  if (client.birth_date_use != 0) {
    message.Set(index, "Geboortedatum/DatumGebruik"_field, std::to_string(client.birth_date_use));
  }
  message.Set(index, "Geslacht"_field, std::to_string(client.gender));
  message.Set(index, "Naam/Geslachtsnaam/Achternaam"_field, client.family_name);
  message.Set(index, "Naam/Geslachtsnaam/Voorvoegsel"_field, client.prefix);
  message.Set(index, "Naam/Voornamen"_field, client.first_names);
  message.Set(index, "Naam/Voorletters"_field, Initials(client.initials));
  message.Set(index, "Naam/NaamGebruik"_field, kOwnNameUse);
  return index;
}

}  // namespace

Message BuildAllocationMessage(const AllocationMessage& content) {
  const MessageSchema& schema = *FindKind(content.law, kAllocationMessage);
  Message message =
      BeginOwnMessage(schema, {content.municipality, content.provider, content.identification, content.signed_on});
  const InstanceIndex client = AddClient(message, content.client);
  AddContact(message, client, content);
  for (const AllocatedProduct& product : content.products) AddProduct(message, client, product);
  return message;
}

}  // namespace clientroute::messaging
