#include "tests/fuzz/hostile_files.h"

#include <string>

#include "services/messaging/codec/message_reader.h"

namespace clientroute::fuzz {
namespace {

constexpr std::size_t kBytes = std::size_t{4} * 1024 * 1024;

std::string Repeated(const std::string& piece, std::size_t bytes = kBytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

/// Pieces that differ by a number.
std::string Numbered(const std::string& before, const std::string& after) {
  std::string text;
  text.reserve(kBytes + before.size() + after.size());
  for (std::size_t i = 0; text.size() < kBytes; ++i) text.append(before).append(std::to_string(i)).append(after);
  return text;
}

const std::string kHead =
    "<Bericht xmlns=\"http://www.istandaarden.nl/ijw/3_2/jw301/schema\" "
    "xmlns:b=\"http://www.istandaarden.nl/ijw/3_2/basisschema/schema\"><Header><BerichtCode>436</BerichtCode>"
    "<BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie><Afzender>0361</Afzender>"
    "<Ontvanger>99999999</Ontvanger><BerichtIdentificatie><b:Identificatie>1</b:Identificatie>"
    "<b:Dagtekening>2026-04-15</b:Dagtekening></BerichtIdentificatie><XsdVersie>"
    "<b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></XsdVersie>"
    "</Header><Client><Bsn>123456789</Bsn><Geboortedatum><b:Datum>1800-01-01</b:Datum></Geboortedatum>"
    "<Geslacht>1</Geslacht><Naam><b:Geslachtsnaam><b:Achternaam>x</b:Achternaam></b:Geslachtsnaam>"
    "<b:NaamGebruik>6</b:NaamGebruik></Naam>";
const std::string kTail =
    "<ToegewezenProducten><ToegewezenProduct><ToewijzingNummer>1</ToewijzingNummer>"
    "<Toewijzingsdatum>2027-01-01</Toewijzingsdatum><Toewijzingstijd>12:00:00</Toewijzingstijd>"
    "<Ingangsdatum>2026-01-01</Ingangsdatum></ToegewezenProduct></ToegewezenProducten></Client></Bericht>";

}  // namespace

void ForEachHostileFile(const std::function<void(std::string_view)>& visit) {
  visit("<a " + Numbered("a", "='' ") + "/>");
  visit("<a " + Numbered("xmlns:a", "='urn:a' ") + "/>");
  visit("<a>" + Numbered("<b xmlns:c", "='urn:c'/>"));
  visit(kHead + Repeated("<b:x>"));
  visit(kHead + Repeated("<x a='1'/>"));
  visit(kHead + "<Commentaar>" + Repeated("x"));
  visit(kHead + "<Commentaar>" + Repeated("&amp;"));
  visit(kHead + "<Commentaar>" + Repeated("<![CDATA[x]]>"));
  visit(kHead + "<!--" + Repeated("- ") + "-->" + Repeated("<?a b?>"));
  visit("<" + Repeated("naam"));
  // As many classes as fit, each with the key of the first, and each without what it must have.
  const std::string contact = "<Contact><Soort>01</Soort></Contact>";
  for (const std::size_t count :
       {kBytes / contact.size(), std::size_t{messaging::kInstancesMax} - 3, std::size_t{messaging::kInstancesMax}}) {
    visit(kHead + "<Contactgegevens>" + Repeated(contact, count * contact.size()) + "</Contactgegevens>" + kTail);
  }
  visit(kHead + "<Relaties>" +
        Numbered("<Relatie><Nummer>",
                 "</Nummer><Soort>03</Soort><Naam><b:Geslachtsnaam><b:Achternaam>x</b:Achternaam></b:Geslachtsnaam>"
                 "<b:NaamGebruik>2</b:NaamGebruik></Naam><Contact><Soort>01</Soort></Contact></Relatie>") +
        "</Relaties><Contactgegevens><Contact><Soort>01</Soort></Contact></Contactgegevens>" + kTail);
}

}  // namespace clientroute::fuzz
