#ifndef CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_
#define CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace clientroute::monitoring {

/// Codes and names as small numbers, so that what is counted is small and quickly compared. Const methods are
/// thread-safe.
class NameTable {
 public:
  using Name = std::uint32_t;
  static constexpr Name kNothing = ~Name{0};  // nothing has this name

  /// Given when it was not there; 0 is the empty text.
  Name NameOf(const std::string& text) {
    const auto [place, is_new] = names_.try_emplace(text, static_cast<Name>(texts_.size()));
    if (is_new) texts_.push_back(text);
    return place->second;
  }
  /// kNothing when it is not there.
  Name Find(const std::string& text) const {
    const auto found = names_.find(text);
    return found == names_.end() ? kNothing : found->second;
  }
  const std::string& TextOf(Name name) const { return texts_[name]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_ = std::vector<std::string>(1);
  std::unordered_map<std::string, Name> names_ = {{"", 0}};
};

}  // namespace clientroute::monitoring

#endif  // CLIENTROUTE_SERVICES_MONITORING_NAME_TABLE_H_
