#include "tests/route/door_browser.h"

#include <gtest/gtest.h>

#include <chrono>
#include <utility>

#include "google/protobuf/util/json_util.h"
#include "services/platform/status/status.h"
#include "services/portal/http/encoding.h"

namespace clientroute::suite {

using google::protobuf::Struct;
using google::protobuf::Value;

const Value& At(const Struct& object, const std::string& name) {
  const auto found = object.fields().find(name);
  return found == object.fields().end() ? Value::default_instance() : found->second;
}

std::string TextAt(const Struct& object, const std::string& name) { return At(object, name).string_value(); }

DoorBrowser::DoorBrowser(std::string origin) : origin_(std::move(origin)), client_(origin_) {
  client_.set_keep_alive(true);
  client_.set_follow_location(false);
  client_.set_read_timeout(std::chrono::seconds(60));
}

void DoorBrowser::SignIn(const std::string& persona, const std::string& municipality) {
  std::string to = Follow(client_.Get("/sign-in", Headers()));
  const std::string form = to.substr(to.find('?') + 1);
  to = Follow(client_.Post("/identiteit/authorize", Headers(),
                           Cat(form, "&persona=", persona, "&municipality=", municipality),
                           "application/x-www-form-urlencoded"));
  Follow(client_.Get(to, Headers()));
  ASSERT_EQ(client_.Get("/session", Headers())->status, 200) << persona;
}

httplib::Result DoorBrowser::Call(std::string_view method, const std::string& json, const std::string& purpose) {
  httplib::Headers headers = Headers();
  headers.emplace("Connect-Protocol-Version", "1");
  headers.emplace("Clientroute-Purpose", purpose);
  return client_.Post(Cat("/api/", method), headers, json, "application/json");
}

Struct DoorBrowser::Ask(std::string_view method, const std::string& json, const std::string& purpose) {
  const auto result = Call(method, json, purpose);
  Struct answer;
  EXPECT_TRUE(result) << method;
  if (!result) return answer;
  EXPECT_EQ(result->status, 200) << method << ": " << result->body;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(result->body, &answer).ok()) << result->body;
  return answer;
}

std::string DoorBrowser::ReadEvents(std::string_view method, const std::string& json, std::string_view until,
                                    const std::string& purpose) {
  std::string read;
  const std::string path = Cat("/events/", method, "?purpose=", purpose, "&message=", portal::Base64Url(json));
  httplib::Headers headers = Headers();
  headers.emplace("Accept", "text/event-stream");
  const auto ignored = client_.Get(path, headers, [&](const char* data, std::size_t size) {
    read.append(data, size);
    return read.find(until) == std::string::npos;  // false: the browser goes away
  });
  return read;
}

httplib::Headers DoorBrowser::Headers() const {
  std::string cookies;
  for (const auto& [name, value] : jar_) cookies += Cat(cookies.empty() ? "" : "; ", name, "=", value);
  httplib::Headers headers = {{"Origin", origin_}};
  if (!cookies.empty()) headers.emplace("Cookie", cookies);
  return headers;
}

std::string DoorBrowser::Follow(const httplib::Result& result) {
  EXPECT_TRUE(result);
  if (!result) return "/";
  for (std::size_t i = 0; i < result->get_header_value_count("Set-Cookie"); ++i) {
    const std::string cookie = result->get_header_value("Set-Cookie", i);
    const std::string pair = cookie.substr(0, cookie.find(';'));
    const std::size_t equals = pair.find('=');
    jar_[pair.substr(0, equals)] = pair.substr(equals + 1);
  }
  const std::string to = result->get_header_value("Location");
  return to.starts_with(origin_) ? to.substr(origin_.size()) : to;
}

}  // namespace clientroute::suite
