#include "services/messaging/codec/envelope_walker.h"

#include <utility>

namespace clientroute::messaging {

void EnvelopeWalker::StartElement(std::string_view name, std::string_view element_namespace, std::uint32_t line) {
  if (stopped()) return;
  if (++elements_ > kEnvelopeElementsMax) {
    return Abort(SchemaErrorCode::kTooMany, line, "de envelop heeft te veel elementen");
  }
  if (open_.size() == kEnvelopeDepthMax) {
    return Abort(SchemaErrorCode::kTooDeep, line, "de envelop is te diep genest");
  }
  EnvelopeElement& parent = open_.empty() ? top_ : *open_.back();
  parent.children.push_back({std::string(name), std::string(element_namespace), {}, {}});
  // Only the last child of an open element is open itself, so that what grows moves nothing that is pointed to.
  open_.push_back(&parent.children.back());
  in_payload_ = open_.back()->Is(kGgkNamespace, kPayloadElement);
}

void EnvelopeWalker::Text(std::string_view text, std::uint32_t line) {
  if (stopped() || open_.empty()) return;
  if (in_payload_) return payload_.Take(text);
  text_bytes_ += text.size();
  if (text_bytes_ > kEnvelopeTextBytesMax) {
    return Abort(SchemaErrorCode::kTooLarge, line, "de teksten van de envelop zijn te groot");
  }
  open_.back()->text.append(text);
}

void EnvelopeWalker::EndElement(std::uint32_t) {
  if (stopped() || open_.empty()) return;
  open_.pop_back();
  in_payload_ = false;
}

void EnvelopeWalker::Abort(SchemaErrorCode, std::uint32_t line, std::string reason) {
  if (stopped()) return;
  failure_ = std::move(reason);
  if (line > 0) failure_ += " (regel " + std::to_string(line) + ")";
}

}  // namespace clientroute::messaging
