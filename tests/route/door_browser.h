#ifndef CLIENTROUTE_TESTS_ROUTE_DOOR_BROWSER_H_
#define CLIENTROUTE_TESTS_ROUTE_DOOR_BROWSER_H_

#include <httplib.h>

#include <map>
#include <string>
#include <string_view>

#include "google/protobuf/struct.pb.h"

namespace clientroute::suite {

/// A field of what the door answers; nothing where it is not there.
const google::protobuf::Value& At(const google::protobuf::Struct& object, const std::string& name);
std::string TextAt(const google::protobuf::Struct& object, const std::string& name);

/// A browser at the HTTP door of a suite: one cookie jar, and it says from which page it asks.
class DoorBrowser {
 public:
  explicit DoorBrowser(std::string origin);

  /// By the page of the embedded identity provider; of every municipality unless one is named.
  void SignIn(const std::string& persona, const std::string& municipality = "");
  httplib::Result Call(std::string_view method, const std::string& json, const std::string& purpose);
  /// What the method answers; the test fails when it refuses.
  google::protobuf::Struct Ask(std::string_view method, const std::string& json,
                               const std::string& purpose = "care-allocation");
  /// Reads the events of a stream until one holds the text; all that was read.
  std::string ReadEvents(std::string_view method, const std::string& json, std::string_view until,
                         const std::string& purpose = "care-allocation");

 private:
  httplib::Headers Headers() const;
  /// Keeps the cookies, and gives where it is sent to, without the origin.
  std::string Follow(const httplib::Result& result);

  const std::string origin_;
  httplib::Client client_;
  std::map<std::string, std::string> jar_;
};

}  // namespace clientroute::suite

#endif  // CLIENTROUTE_TESTS_ROUTE_DOOR_BROWSER_H_
