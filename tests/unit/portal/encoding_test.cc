#include "services/portal/http/encoding.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/portal/http/compression.h"
#include "services/portal/http/message.h"
#include "services/portal/sign_in/sign_in_ticket.h"

namespace clientroute::portal {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(Base64UrlTest, ComesBackForEveryLength) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(FromBase64Url(Base64Url(bytes)), bytes);
    bytes += static_cast<char>(i * 7);
  }
}

TEST(Base64UrlTest, IsThatOfTheStandard) {
  EXPECT_EQ(Base64Url("\xfb\xff"), "-_8");
  EXPECT_EQ(Base64("\xfb\xff"), "+/8=");
  EXPECT_EQ(FromBase64Url("-_8="), "\xfb\xff");
}

TEST(Base64UrlTest, NothingElseIsRead) {
  for (const char* text : {"a", "+/8", "a b", "-_9", "%%%"}) EXPECT_EQ(FromBase64Url(text), std::nullopt) << text;
}

TEST(FormTest, IsReadFieldByField) {
  EXPECT_THAT(*ParseForm("a=1&b=x%20y+z&leeg=&kaal"),
              ElementsAre(Pair("a", "1"), Pair("b", "x y z"), Pair("kaal", ""), Pair("leeg", "")));
  EXPECT_THAT(*ParseForm(""), ElementsAre());
}

TEST(FormTest, WhatCanBeReadInTwoWaysIsNotRead) {
  for (const char* text : {"a=1&a=2", "a=%", "a=%4", "a=%zz", "%4=1"}) EXPECT_EQ(ParseForm(text), std::nullopt) << text;
}

TEST(CookieTest, IsFoundByItsWholeName) {
  HttpRequest request;
  request.headers = {{"cookie", "a=1; clientroute-session=x=y;b=2"}, {"cookie", "c=3"}};
  EXPECT_EQ(request.Cookie("clientroute-session"), "x=y");
  EXPECT_EQ(request.Cookie("session"), "");
  EXPECT_EQ(request.Cookie("b"), "2");
  EXPECT_EQ(request.Cookie("c"), "3");
}

TEST(AcceptEncodingTest, SaysWhatIsTaken) {
  const struct {
    const char* header;
    bool gzip;
  } kCases[] = {{"", false},          {"gzip", true},         {"br, gzip", true},
                {"gzip;q=0.5", true}, {"gzip;q=0", false},    {"gzip;q=0.000", false},
                {"*", true},          {"*;q=0", false},       {"identity", false},
                {"xgzip", false},     {"*, gzip;q=0", false}, {"deflate,gzip ;q=1", true}};
  for (const auto& each : kCases) EXPECT_EQ(Accepts(each.header, "gzip"), each.gzip) << each.header;
}

TEST(SafeReturnTest, IsAPathOfThisSite) {
  EXPECT_EQ(SafeReturn("/taken?wie=ik#2"), "/taken?wie=ik#2");
  for (const char* path :
       {"", "taken", "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nb", "/a b"}) {
    EXPECT_EQ(SafeReturn(path), "/") << path;
  }
}

}  // namespace
}  // namespace clientroute::portal
