#include "services/platform/calls/validate.h"

#include <gmock/gmock.h>
#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "clientroute/type/v1/annotations.pb.h"
#include "google/api/field_behavior.pb.h"
#include "google/protobuf/descriptor.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace clientroute {
namespace {

using testing::ElementsAre;

// A contract of the test's own:
//   message Line { string code = 1 [REQUIRED]; google.protobuf.Timestamp start = 2 [REQUIRED]; }
//   message Request {
//     string name = 1 [REQUIRED];          string note = 2;              string story = 3 [limit bytes 10000];
//     repeated Line lines = 4 [REQUIRED];  int32 amount = 5 [REQUIRED];  optional int32 given = 6 [REQUIRED];
//     Kind kind = 7 [REQUIRED];            repeated string tags = 8 [limit count 3];   bytes file = 9;
//     Line extra = 10;                     repeated Kind kinds = 11;     Kind other = 12;
//   }
constexpr char kContract[] = R"pb(
  name: "validate_test.proto"
  package: "test"
  syntax: "proto3"
  dependency: "google/protobuf/timestamp.proto"
  dependency: "google/api/field_behavior.proto"
  dependency: "clientroute/type/v1/annotations.proto"
  enum_type {
    name: "Kind"
    value { name: "KIND_UNSPECIFIED" number: 0 }
    value { name: "ONE" number: 1 }
  }
  message_type {
    name: "Line"
    field {
      name: "code"
      number: 1
      label: LABEL_OPTIONAL
      type: TYPE_STRING
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field {
      name: "start"
      number: 2
      label: LABEL_OPTIONAL
      type: TYPE_MESSAGE
      type_name: ".google.protobuf.Timestamp"
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
  }
  message_type {
    name: "Request"
    oneof_decl { name: "_given" }
    field {
      name: "name"
      number: 1
      label: LABEL_OPTIONAL
      type: TYPE_STRING
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field { name: "note" number: 2 label: LABEL_OPTIONAL type: TYPE_STRING }
    field {
      name: "story"
      number: 3
      label: LABEL_OPTIONAL
      type: TYPE_STRING
      options {
        [clientroute.type.v1.limit] { bytes: 10000 }
      }
    }
    field {
      name: "lines"
      number: 4
      label: LABEL_REPEATED
      type: TYPE_MESSAGE
      type_name: ".test.Line"
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field {
      name: "amount"
      number: 5
      label: LABEL_OPTIONAL
      type: TYPE_INT32
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field {
      name: "given"
      number: 6
      label: LABEL_OPTIONAL
      type: TYPE_INT32
      oneof_index: 0
      proto3_optional: true
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field {
      name: "kind"
      number: 7
      label: LABEL_OPTIONAL
      type: TYPE_ENUM
      type_name: ".test.Kind"
      options {
        [google.api.field_behavior]: REQUIRED
      }
    }
    field {
      name: "tags"
      number: 8
      label: LABEL_REPEATED
      type: TYPE_STRING
      options {
        [clientroute.type.v1.limit] { count: 3 }
      }
    }
    field { name: "file" number: 9 label: LABEL_OPTIONAL type: TYPE_BYTES }
    field { name: "extra" number: 10 label: LABEL_OPTIONAL type: TYPE_MESSAGE type_name: ".test.Line" }
    field { name: "kinds" number: 11 label: LABEL_REPEATED type: TYPE_ENUM type_name: ".test.Kind" }
    field { name: "other" number: 12 label: LABEL_OPTIONAL type: TYPE_ENUM type_name: ".test.Kind" }
  }
)pb";

constexpr char kGood[] = R"pb(
  name: "x"
  lines {
    code: "45A53"
    start { seconds: 1775030400 }
  }
  given: 0
  kind: ONE
)pb";

class ValidateTest : public testing::Test {
 protected:
  void SetUp() override {
    // The generated files are what the test's contract imports.
    (void)google::api::field_behavior.number();
    (void)type::v1::FieldLimit::descriptor();
    (void)google::protobuf::Timestamp::descriptor();
    google::protobuf::FileDescriptorProto file;
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kContract, &file));
    const auto* built = pool_.BuildFile(file);
    ASSERT_NE(built, nullptr);
    request_.reset(factory_.GetPrototype(built->FindMessageTypeByName("Request"))->New());
    ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(kGood, request_.get()));
  }
  // The good request with these fields merged in.
  std::vector<std::string> With(const std::string& text) {
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(text, request_.get())) << text;
    return Violations();
  }
  std::vector<std::string> Without(const std::string& field) {
    request_->GetReflection()->ClearField(request_.get(), request_->GetDescriptor()->FindFieldByName(field));
    return Violations();
  }
  std::vector<std::string> Violations() const {
    std::vector<std::string> found;
    for (const auto& violation : ViolationsIn(*request_))
      found.push_back(violation.field + " " + violation.description);
    return found;
  }

  google::protobuf::DescriptorPool pool_{google::protobuf::DescriptorPool::generated_pool()};
  google::protobuf::DynamicMessageFactory factory_{&pool_};
  std::unique_ptr<google::protobuf::Message> request_;
};

TEST_F(ValidateTest, GoodRequestHasNoViolations) { EXPECT_THAT(Violations(), ElementsAre()); }

TEST_F(ValidateTest, RequiredFieldThatIsAbsentIsNamed) {
  EXPECT_THAT(Without("name"), ElementsAre("name is required"));
}
TEST_F(ValidateTest, RequiredListThatIsEmptyIsNamed) {
  EXPECT_THAT(Without("lines"), ElementsAre("lines is required"));
}
TEST_F(ValidateTest, RequiredEnumThatIsUnspecifiedIsNamed) {
  EXPECT_THAT(Without("kind"), ElementsAre("kind is required"));
}
TEST_F(ValidateTest, ANumberThatItsEnumDoesNotNameIsNamed) {
  const auto set = [this](const char* field, int number) {
    const auto* descriptor = request_->GetDescriptor()->FindFieldByName(field);
    if (descriptor->is_repeated()) {
      request_->GetReflection()->AddEnumValue(request_.get(), descriptor, number);
    } else {
      request_->GetReflection()->SetEnumValue(request_.get(), descriptor, number);
    }
  };
  set("other", 1);
  set("kinds", 0);
  set("kinds", 1);
  EXPECT_THAT(Violations(), ElementsAre());
  set("kind", 9);
  set("other", -1);
  set("kinds", 2);
  EXPECT_THAT(Violations(), ElementsAre("kind is none of the values that it can have",
                                        "kinds[2] is none of the values that it can have",
                                        "other is none of the values that it can have"));
}
TEST_F(ValidateTest, RequiredNumberWithPresenceThatIsAbsentIsNamed) {
  EXPECT_THAT(Without("given"), ElementsAre("given is required"));
}
TEST_F(ValidateTest, PlainNumberCannotBeAbsent) { EXPECT_THAT(Without("amount"), ElementsAre()); }

TEST_F(ValidateTest, PathsGoIntoListsAndSubMessages) {
  EXPECT_THAT(With("lines { start {} } lines { code: 'x' } extra { code: 'y' start { seconds: 300000000000 } }"),
              ElementsAre("lines[1].code is required", "lines[2].start is required",
                          "extra.start is not a time in the years 1 to 9999"));
}

TEST_F(ValidateTest, SubMessageThatIsAbsentIsNotLookedInto) { EXPECT_THAT(Without("extra"), ElementsAre()); }

TEST_F(ValidateTest, TextsAndListsHaveLimits) {
  const auto note = [](std::size_t bytes) { return "note: '" + std::string(bytes, 'x') + "'"; };
  EXPECT_THAT(With(note(4'096)), ElementsAre());
  EXPECT_THAT(With(note(4'097)), ElementsAre("note is longer than 4096 bytes"));
  EXPECT_THAT(With(note(1) + " story: '" + std::string(10'000, 'x') + "'"), ElementsAre());
  EXPECT_THAT(With("story: '" + std::string(10'001, 'x') + "'"), ElementsAre("story is longer than 10000 bytes"));
  EXPECT_THAT(With("story: '' file: '" + std::string(100'000, 'x') + "'"), ElementsAre());
  EXPECT_THAT(With("tags: 'a' tags: 'b' tags: 'c'"), ElementsAre());
  EXPECT_THAT(With("tags: 'd'"), ElementsAre("tags holds more than 3 elements"));
}

TEST_F(ValidateTest, ElementsOfListsHaveTheirLimitToo) {
  EXPECT_THAT(With("tags: 'a' tags: '" + std::string(5'000, 'x') + "'"),
              ElementsAre("tags[1] is longer than 4096 bytes"));
}

TEST_F(ValidateTest, NanosOutOfRangeAreNoTime) {
  EXPECT_THAT(With("extra { code: 'y' start { nanos: -1 } }"),
              ElementsAre("extra.start is not a time in the years 1 to 9999"));
}

TEST_F(ValidateTest, NumberOfViolationsIsBounded) {
  std::string lines;
  for (int i = 0; i < 1'000; ++i) lines += "lines {} ";
  EXPECT_EQ(With(lines).size(), kViolationsMost);
}

}  // namespace
}  // namespace clientroute
