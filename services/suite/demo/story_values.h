#ifndef CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_
#define CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_

#include <string>

#include "services/platform/values/date.h"

/// What a story's people and providers speak of. Plain values; all persons are made up.
namespace clientroute::suite {

/// Someone whom a story is about, with a number that is nobody's.
struct StoryClient {
  std::string citizen_number;
  Date birth_date;
  std::string sex;  // COD046: 1 man, 2 vrouw
  std::string family_name;
  std::string initials;
};

/// A product that is asked for, started and stopped.
struct StoryProduct {
  std::string reference;  // the provider's own
  std::string category;
  std::string code;
  Date from;
  Date until;
  int volume = 0;
  std::string unit;       // WJ756
  std::string frequency;  // WMO757
};

/// What an allocation message said of one product.
struct AllocatedProduct {
  std::string reference;
  std::string number;
  std::string category;
  std::string code;
  Date from;
};

/// A message file as it went through the exchange.
struct StoryFile {
  std::string kind;  // `JW315`
  bool inbound = false;
  std::string file_name;
  std::string content;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_SERVICES_SUITE_DEMO_STORY_VALUES_H_
