#include "services/messaging/hub/letter_writer.h"

#include <algorithm>

#include "services/messaging/codec/base64.h"
#include "services/messaging/codec/envelope_walker.h"

namespace clientroute::messaging {
namespace {

void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out->append("&amp;");
        break;
      case '<':
        out->append("&lt;");
        break;
      case '>':
        out->append("&gt;");
        break;
      default:
        // What XML cannot hold is of no use to a reader either.
        out->push_back(static_cast<unsigned char>(c) < 0x20 ? ' ' : c);
    }
  }
}

/// At most so many characters.
std::string_view Cut(std::string_view text, std::size_t characters) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const bool begins = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
    if (begins && characters-- == 0) break;
  }
  return text.substr(0, at);
}

/// Writes elements under one prefix after another.
class Writer {
 public:
  void Open(std::string_view prefix, std::string_view name) { Tag("<", prefix, name); }
  void Close(std::string_view prefix, std::string_view name) { Tag("</", prefix, name); }
  void Value(std::string_view prefix, std::string_view name, std::string_view text) {
    Open(prefix, name);
    AppendEscaped(text, &out_);
    Close(prefix, name);
  }
  void MaybeValue(std::string_view prefix, std::string_view name, std::string_view text) {
    if (!text.empty()) Value(prefix, name, text);
  }
  void Raw(std::string_view text) { out_.append(text); }
  std::string Take() { return std::move(out_); }

 private:
  void Tag(std::string_view begin, std::string_view prefix, std::string_view name) {
    out_.append(begin).append(prefix).append(":").append(name).append(">");
  }

  std::string out_;
};

constexpr std::string_view kStuf = "StUF";
constexpr std::string_view kGgk = "GGK";
constexpr std::string_view kSoap = "soap";

bool IsMessage(LetterKind kind) { return kind == LetterKind::kForward || kind == LetterKind::kReturn; }

std::string_view RootOf(LetterKind kind) {
  switch (kind) {
    case LetterKind::kForward:
      return "envelopHeenbericht-ggk_Di01";
    case LetterKind::kReturn:
      return "envelopRetourbericht-ggk_Du01";
    case LetterKind::kFault:
      return "Fo01Bericht";
    case LetterKind::kReceipt:
      return "Bv03Bericht";
    case LetterKind::kRefusal:
      return "Fo03Bericht";
  }
  return "Fo03Bericht";
}

/// A message names its organisations, also where a name is empty.
void WriteParty(std::string_view name, const LetterParty& party, bool named, Writer* out) {
  out->Open(kStuf, name);
  if (named || !party.organisation.empty()) out->Value(kStuf, "organisatie", party.organisation);
  out->Value(kStuf, "applicatie", party.application);
  out->MaybeValue(kStuf, "administratie", party.administration);
  out->MaybeValue(kStuf, "gebruiker", party.user);
  out->Close(kStuf, name);
}

void WriteControl(const Letter& letter, std::string_view prefix, Writer* out) {
  out->Open(prefix, "stuurgegevens");
  out->Value(kStuf, "berichtcode", CodeOf(letter.kind));
  WriteParty("zender", letter.sender, IsMessage(letter.kind), out);
  WriteParty("ontvanger", letter.receiver, IsMessage(letter.kind), out);
  out->Value(kStuf, "referentienummer", letter.reference);
  out->Value(kStuf, "tijdstipBericht", letter.sent_at);
  if (letter.kind != LetterKind::kForward) out->Value(kStuf, "crossRefnummer", letter.cross_reference);
  if (IsMessage(letter.kind)) out->Value(kStuf, "functie", letter.function);
  out->Close(prefix, "stuurgegevens");
}

void WriteMessageParts(const Letter& letter, Writer* out) {
  out->Open(kGgk, "parameters");
  out->Value(kGgk, "applicatieVersie", letter.application_version);
  out->Value(kGgk, "applicatieSubversie", letter.application_subversion);
  out->Value(kGgk, "functieVersie", letter.function_version);
  out->Value(kGgk, "functieSubversie", letter.function_subversion);
  out->Open(kGgk, "bericht");
  out->Open(kGgk, kPayloadElement);
  out->Raw(EncodeBase64(letter.payload));
  out->Close(kGgk, kPayloadElement);
  out->Close(kGgk, "bericht");
  out->Close(kGgk, "parameters");
}

void WriteFault(const LetterFault& fault, Writer* out) {
  constexpr std::size_t kCodeMax = 7;
  constexpr std::size_t kExplanationMax = 200;
  constexpr std::size_t kDetailsMax = 1'000;
  out->Open(kStuf, "body");
  out->Value(kStuf, "code", Cut(fault.code, kCodeMax));
  out->Value(kStuf, "plek", fault.place);
  out->Value(kStuf, "omschrijving", Cut(fault.explanation, kExplanationMax));
  out->MaybeValue(kStuf, "details", Cut(fault.details, kDetailsMax));
  out->Close(kStuf, "body");
}

}  // namespace

std::string WriteLetter(const Letter& letter) {
  const bool message = IsMessage(letter.kind);
  const std::string_view prefix = message ? kGgk : kStuf;
  const std::string root(RootOf(letter.kind));
  Writer out;
  out.Raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"");
  out.Raw(kSoapNamespace);
  out.Raw("\"><soap:Body>");
  if (letter.kind == LetterKind::kRefusal) {
    out.Raw("<soap:Fault><faultcode>soap:Client</faultcode><faultstring>");
    std::string said;
    AppendEscaped(letter.fault.explanation, &said);
    out.Raw(said);
    out.Raw("</faultstring><detail>");
  }
  out.Raw("<" + std::string(prefix) + ":" + root + " xmlns:StUF=\"");
  out.Raw(kStufNamespace);
  if (message) {
    out.Raw("\" xmlns:GGK=\"");
    out.Raw(kGgkNamespace);
  }
  out.Raw("\">");
  WriteControl(letter, prefix, &out);
  if (message) WriteMessageParts(letter, &out);
  if (letter.kind == LetterKind::kFault || letter.kind == LetterKind::kRefusal) WriteFault(letter.fault, &out);
  out.Close(prefix, root);
  if (letter.kind == LetterKind::kRefusal) out.Raw("</detail></soap:Fault>");
  out.Close(kSoap, "Body");
  out.Close(kSoap, "Envelope");
  return out.Take();
}

std::string_view SoapActionOf(LetterKind kind) {
  switch (kind) {
    case LetterKind::kForward:
      return "http://www.stufstandaarden.nl/koppelvlak/ggk0210/ggk_Di01";
    case LetterKind::kReturn:
      return "http://www.stufstandaarden.nl/koppelvlak/ggk0210/ggk_Du01";
    case LetterKind::kFault:
      return "http://www.egem.nl/StUF/StUF0301/Fo01";
    case LetterKind::kReceipt:
    case LetterKind::kRefusal:
      return "";
  }
  return "";
}

std::string LetterTime(Instant instant) {
  std::string time = LocalDate(instant).ToString() + LocalTime(instant);
  std::erase_if(time, [](char c) { return c == '-' || c == ':'; });
  return time;
}

}  // namespace clientroute::messaging
