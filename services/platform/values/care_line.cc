#include "services/platform/values/care_line.h"

#include <algorithm>

namespace clientroute {
namespace {

constexpr std::size_t kCategoryDigits = 2;
constexpr std::size_t kCodeCharacters = 5;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsCapitalOrDigit(char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); }

}  // namespace

std::optional<Law> LawOf(int code) {
  switch (code) {
    case CodeOf(Law::kJeugdwet):
      return Law::kJeugdwet;
    case CodeOf(Law::kWmo):
      return Law::kWmo;
    case CodeOf(Law::kPWet):
      return Law::kPWet;
    default:
      return std::nullopt;
  }
}

std::string_view ToDutch(Law law) {
  switch (law) {
    case Law::kJeugdwet:
      return "Jeugdwet";
    case Law::kWmo:
      return "Wmo";
    case Law::kPWet:
      return "Participatiewet";
  }
  return "onbekende wet";
}

bool Product::IsWellFormed() const {
  const bool category_fits =
      category.size() == kCategoryDigits && std::all_of(category.begin(), category.end(), IsDigit);
  if (category.empty()) return code.empty();
  if (code.empty()) return category_fits;
  return category_fits && code.size() == kCodeCharacters && std::all_of(code.begin(), code.end(), IsCapitalOrDigit);
}

bool Product::Covers(const Product& other) const {
  return category == other.category && (code.empty() || code == other.code);
}

std::string Product::ToDutch() const {
  if (!code.empty()) return "Product " + code;
  if (!category.empty()) return "Categorie " + category;
  return "Zorg zonder vast product";
}

}  // namespace clientroute
