#include "services/messaging/hub/letter.h"

#include <array>

#include "services/platform/values/uuid.h"

namespace clientroute::messaging {

std::string_view CodeOf(LetterKind kind) {
  switch (kind) {
    case LetterKind::kForward:
      return "Di01";
    case LetterKind::kReturn:
      return "Du01";
    case LetterKind::kFault:
      return "Fo01";
    case LetterKind::kReceipt:
      return "Bv03";
    case LetterKind::kRefusal:
      return "Fo03";
  }
  return "Di01";
}

bool IsLetterReference(std::string_view text) {
  constexpr std::size_t kVersionPlace = 14;
  constexpr std::size_t kVariantPlace = 19;
  const auto id = Uuid::Parse(text);
  return id && id->ToString() == text && text[kVersionPlace] == '4' &&
         std::string_view("89ab").find(text[kVariantPlace]) != std::string_view::npos;
}

std::string LetterReferenceOf(std::string_view sixteen_bytes) {
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < bytes.size() && i < sixteen_bytes.size(); ++i) {
    bytes[i] = static_cast<std::uint8_t>(sixteen_bytes[i]);
  }
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  return Uuid(bytes).ToString();
}

std::string AnswerReferenceOf(std::string_view reference) {
  return LetterReferenceOf(Uuid::Derive(kClientrouteSpace, "hub/answer/" + std::string(reference)).bytes());
}

}  // namespace clientroute::messaging
