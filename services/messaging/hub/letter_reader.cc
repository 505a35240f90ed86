#include "services/messaging/hub/letter_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "services/messaging/codec/envelope_walker.h"
#include "services/messaging/codec/xml_characters.h"
#include "services/messaging/codec/xml_scanner.h"
#include "services/messaging/hub/transport_code.h"

namespace clientroute::messaging {
namespace {

using Element = EnvelopeElement;

bool IsBlank(std::string_view text) { return std::all_of(text.begin(), text.end(), IsXmlSpace); }

/// Characters, not bytes.
std::size_t LengthOf(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool IsDigits(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Takes the elements in an element in their order. The first thing that is wrong stays; after it everything is empty.
class Parts {
 public:
  /// `problem` outlives this.
  Parts(const Element& whole, std::string* problem) : whole_(whole), problem_(problem) {
    if (!whole.children.empty() && !IsBlank(whole.text)) Complain(whole.name, "heeft tekst tussen zijn elementen");
  }

  bool IsNext(std::string_view of_namespace, std::string_view called) const {
    return next_ < whole_.children.size() && whole_.children[next_].Is(of_namespace, called);
  }
  /// Null when it is not next.
  const Element* Take(std::string_view of_namespace, std::string_view called) {
    if (IsNext(of_namespace, called)) return &whole_.children[next_++];
    Complain(called, "ontbreekt in '" + whole_.name + "', of staat er niet op zijn plaats");
    return nullptr;
  }
  /// The text of one that has `least` to `most` characters.
  std::string Text(std::string_view of_namespace, std::string_view called, std::size_t least, std::size_t most) {
    const Element* const one = Take(of_namespace, called);
    if (one == nullptr) return "";
    const std::size_t length = LengthOf(one->text);
    if (!one->children.empty() || length < least || length > most) Complain(called, "heeft geen geldige waarde");
    return one->text;
  }
  std::string MaybeText(std::string_view of_namespace, std::string_view called, std::size_t most) {
    return IsNext(of_namespace, called) ? Text(of_namespace, called, 0, most) : std::string();
  }
  void Require(bool holds, std::string_view called) {
    if (!holds) Complain(called, "heeft geen geldige waarde");
  }
  void End() {
    if (next_ < whole_.children.size()) Complain(whole_.name, "heeft een element te veel");
  }

 private:
  void Complain(std::string_view called, std::string_view why) {
    if (problem_->empty()) *problem_ = "'" + std::string(called) + "' " + std::string(why);
  }

  const Element& whole_;
  std::string* problem_;
  std::size_t next_ = 0;
};

LetterParty ReadParty(Parts* control, std::string_view called, bool named, std::string* problem) {
  constexpr std::size_t kOrganisationMax = 200;
  constexpr std::size_t kApplicationMin = 3;
  constexpr std::size_t kApplicationMax = 50;
  constexpr std::size_t kUserMax = 100;
  LetterParty party;
  const Element* const whole = control->Take(kStufNamespace, called);
  if (whole == nullptr) return party;
  Parts parts(*whole, problem);
  party.organisation = named ? parts.Text(kStufNamespace, "organisatie", 0, kOrganisationMax)
                             : parts.MaybeText(kStufNamespace, "organisatie", kOrganisationMax);
  party.application = parts.Text(kStufNamespace, "applicatie", kApplicationMin, kApplicationMax);
  party.administration = parts.MaybeText(kStufNamespace, "administratie", kApplicationMax);
  party.user = parts.MaybeText(kStufNamespace, "gebruiker", kUserMax);
  parts.End();
  return party;
}

bool IsMessage(LetterKind kind) { return kind == LetterKind::kForward || kind == LetterKind::kReturn; }

/// The control data (stuurgegevens).
void ReadControl(const Element& whole, Letter* letter, std::string* problem) {
  constexpr std::size_t kReferenceMax = 40;
  constexpr std::size_t kTimeMin = 8;
  constexpr std::size_t kTimeMax = 17;
  constexpr std::size_t kFunctionMax = 30;
  constexpr std::size_t kKindLength = 4;
  const bool message = IsMessage(letter->kind);
  Parts parts(whole, problem);
  const std::string code = parts.Text(kStufNamespace, "berichtcode", kKindLength, kKindLength);
  parts.Require(code == CodeOf(letter->kind), "berichtcode");
  letter->sender = ReadParty(&parts, "zender", message, problem);
  letter->receiver = ReadParty(&parts, "ontvanger", message, problem);
  letter->reference = parts.Text(kStufNamespace, "referentienummer", 0, kReferenceMax);
  // The schema asks a UUID of messages alone; nobody has been seen to give another thing elsewhere.
  parts.Require(!message || IsLetterReference(letter->reference), "referentienummer");
  letter->sent_at = parts.Text(kStufNamespace, "tijdstipBericht", kTimeMin, kTimeMax);
  parts.Require(IsDigits(letter->sent_at, kTimeMin, kTimeMax), "tijdstipBericht");
  if (letter->kind != LetterKind::kForward) {
    letter->cross_reference = parts.Text(kStufNamespace, "crossRefnummer", 0, kReferenceMax);
    parts.Require(letter->kind != LetterKind::kReturn || IsLetterReference(letter->cross_reference), "crossRefnummer");
  }
  if (message) letter->function = parts.Text(kStufNamespace, "functie", 0, kFunctionMax);
  parts.End();
}

std::string Version(Parts* parts, std::string_view called) {
  constexpr std::size_t kDigits = 4;
  std::string version = parts->Text(kGgkNamespace, called, kDigits, kDigits);
  parts->Require(IsDigits(version, kDigits, kDigits), called);
  return version;
}

/// The message with its versions (parameters). The message itself the walker has decoded.
void ReadMessageParts(const Element& whole, Letter* letter, std::string* problem) {
  Parts parts(whole, problem);
  letter->application_version = Version(&parts, "applicatieVersie");
  letter->application_subversion = Version(&parts, "applicatieSubversie");
  letter->function_version = Version(&parts, "functieVersie");
  letter->function_subversion = Version(&parts, "functieSubversie");
  if (const Element* const message = parts.Take(kGgkNamespace, "bericht"); message != nullptr) {
    // A text file (tekstBestand) is no national message.
    Parts content(*message, problem);
    const Element* const payload = content.Take(kGgkNamespace, kPayloadElement);
    if (payload != nullptr) content.Require(payload->children.empty(), kPayloadElement);
    content.End();
  }
  parts.End();
}

void ReadFault(const Element& whole, LetterFault* fault, std::string* problem) {
  constexpr std::size_t kCodeMax = 7;
  constexpr std::size_t kExplanationMax = 200;
  constexpr std::size_t kDetailsMax = 1'000;
  constexpr std::size_t kPlaceLength = 6;
  Parts parts(whole, problem);
  fault->code = parts.Text(kStufNamespace, "code", 1, kCodeMax);
  fault->place = parts.Text(kStufNamespace, "plek", kPlaceLength, kPlaceLength);
  parts.Require(fault->place == kPlaceClient || fault->place == kPlaceServer, "plek");
  fault->explanation = parts.Text(kStufNamespace, "omschrijving", 0, kExplanationMax);
  fault->details = parts.MaybeText(kStufNamespace, "details", kDetailsMax);
  if (parts.IsNext(kStufNamespace, "detailsXML")) parts.Take(kStufNamespace, "detailsXML");
  parts.End();
}

/// What stands in the SOAP envelope, or the whole when there is none. Null: nothing that could be a letter.
const Element* Unwrap(const Element& root, std::string* problem) {
  if (!root.Is(kSoapNamespace, "Envelope")) return &root;
  Parts parts(root, problem);
  if (parts.IsNext(kSoapNamespace, "Header")) parts.Take(kSoapNamespace, "Header");
  const Element* const body = parts.Take(kSoapNamespace, "Body");
  parts.End();
  if (body == nullptr || body->children.size() != 1) {
    if (problem->empty()) *problem = "in de SOAP-envelop staat niet precies één bericht";
    return nullptr;
  }
  const Element& content = body->children.front();
  if (!content.Is(kSoapNamespace, "Fault")) return &content;
  // Its parts have no namespace.
  for (const Element& part : content.children) {
    if (part.name == "detail" && part.children.size() == 1) return &part.children.front();
  }
  if (problem->empty()) *problem = "in de SOAP-fout staat geen foutbericht";
  return nullptr;
}

struct Root {
  std::string_view name;
  std::string_view name_space;
  LetterKind kind;
};
constexpr Root kRoots[] = {
    {"envelopHeenbericht-ggk_Di01", kGgkNamespace, LetterKind::kForward},
    {"envelopRetourbericht-ggk_Du01", kGgkNamespace, LetterKind::kReturn},
    {"Fo01Bericht", kStufNamespace, LetterKind::kFault},
    {"Bv03Bericht", kStufNamespace, LetterKind::kReceipt},
    {"Fo03Bericht", kStufNamespace, LetterKind::kRefusal},
};

/// Reads what the walker kept. Empty, or what is wrong.
std::string ReadTree(const Element& outermost, Letter* letter) {
  std::string problem;
  const Element* const whole = Unwrap(outermost, &problem);
  if (whole == nullptr) return problem;
  const Root* const root = std::find_if(std::begin(kRoots), std::end(kRoots),
                                        [&](const Root& one) { return whole->Is(one.name_space, one.name); });
  if (root == std::end(kRoots)) return "het element '" + whole->name.substr(0, 100) + "' is hier niet bekend";
  letter->kind = root->kind;
  Parts parts(*whole, &problem);
  if (const Element* const control = parts.Take(root->name_space, "stuurgegevens"); control != nullptr) {
    ReadControl(*control, letter, &problem);
  }
  if (IsMessage(root->kind)) {
    if (const Element* const message = parts.Take(kGgkNamespace, "parameters"); message != nullptr) {
      ReadMessageParts(*message, letter, &problem);
    }
  } else if (root->kind != LetterKind::kReceipt) {
    if (const Element* const body = parts.Take(kStufNamespace, "body"); body != nullptr) {
      ReadFault(*body, &letter->fault, &problem);
    }
  }
  parts.End();
  return problem;
}

LetterFault Refuse(std::string_view code, std::string_view why) {
  LetterFault fault{std::string(code), std::string(kPlaceClient), "", std::string(why)};
  if (const TransportCode* const known = FindTransportCode(code); known != nullptr) {
    fault.explanation = known->explanation;
  }
  return fault;
}

}  // namespace

LetterReading ReadLetter(std::string_view bytes) {
  LetterReading reading;
  if (bytes.size() > kLetterBytesMax) {
    reading.fault = Refuse(kTooLargeForTransport, "de envelop is groter dan een bericht van 25 MB nodig heeft");
    return reading;
  }
  EnvelopeWalker walker;
  XmlScanner(bytes, walker).Scan();
  std::string problem = walker.failure();
  if (walker.root() != nullptr) {
    const std::string unfit = ReadTree(*walker.root(), &reading.letter);
    if (problem.empty()) problem = unfit;
  } else if (problem.empty()) {
    problem = "er staat geen element in";
  }
  const Letter& letter = reading.letter;
  reading.answerable =
      IsMessage(letter.kind) && IsLetterReference(letter.reference) && LengthOf(letter.sender.application) >= 3;
  Base64Decoder& payload = walker.payload();
  if (problem.empty() && IsMessage(letter.kind) && !payload.IsWhole()) problem = "'xmlBestand' is geen base64";
  if (!problem.empty()) reading.fault = Refuse(kAgainstSchema, problem);
  if (payload.IsTooLarge()) reading.fault = Refuse(kTooLargeForTransport, "het bericht is groter dan 25 MB");
  reading.letter.payload = payload.TakeBytes();
  return reading;
}

}  // namespace clientroute::messaging
