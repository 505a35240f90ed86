#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "google/protobuf/descriptor.pb.h"
#include "gtest/gtest.h"
#include "services/platform/config/text_config.h"
#include "services/platform/status/status.h"

namespace clientroute {
namespace {

using google::protobuf::FieldDescriptorProto;
using google::protobuf::UninterpretedOption;

class ConfigTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    path_ = testing::TempDir() + "config_" + test->name() + ".textproto";
  }
  void TearDown() override {
    std::filesystem::remove(path_);
    for (const std::string& variable : variables_) unsetenv(variable.c_str());
  }
  absl::Status Read(std::string_view text, google::protobuf::Message* message) {
    std::ofstream(path_, std::ios::binary) << text;
    return ReadTextProto(path_, message);
  }
  void SetVariable(const std::string& name, const std::string& value) {
    setenv(name.c_str(), value.c_str(), 1);
    variables_.push_back(name);
  }

  std::string path_;
  std::vector<std::string> variables_;
};

TEST_F(ConfigTest, ReadsAFileAndReplacesWhatWasThere) {
  FieldDescriptorProto field;
  field.set_type_name("before");
  ASSERT_TRUE(Read("# a comment\nname: \"naam\"\nnumber: 7\nlabel: LABEL_REPEATED\n", &field).ok());
  EXPECT_EQ(field.name(), "naam");
  EXPECT_EQ(field.number(), 7);
  EXPECT_EQ(field.label(), FieldDescriptorProto::LABEL_REPEATED);
  EXPECT_FALSE(field.has_type_name());
}

TEST_F(ConfigTest, SaysFileLineAndColumnOfWhatIsWrong) {
  const struct {
    std::string_view text;
    std::string_view place;
    std::string_view what;
  } cases[] = {
      {"name: \"a\"\nnumer: 7\n", ":2:6: ", "no field named \"numer\""},
      {"name: \"a\"\n  number: \"seven\"\n", ":2:11: ", "Expected integer"},
      {"number: 3000000000\n", ":1:9: ", "out of range"},
      {"label: LABEL_MANY name: \"a\"\n", ":1:19: ", "LABEL_MANY"},
      {"name: \"a\"\nname: \"b\"\n", ":2:5: ", "specified multiple times"},
      {"name: \"a\n", ":1:", "String literals cannot cross line boundaries"},
      {"options { deprecated: true\n", ":2:1: ", "Expected"},
      {"\xEF\xBB\xBF"
       "name \"a\"\n",
       ":1:", "non ascii"},
  };
  for (const auto& c : cases) {
    FieldDescriptorProto field;
    field.set_name("before");
    const absl::Status status = Read(c.text, &field);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.text;
    EXPECT_EQ(ReasonOf(status), "CONFIG_INVALID");
    const std::string message(status.message());
    EXPECT_NE(message.find(path_ + std::string(c.place)), std::string::npos) << message;
    EXPECT_NE(message.find(c.what), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_EQ(field.name(), "before") << "nothing half read";
  }
}

TEST_F(ConfigTest, TellsThePlaceToMachines) {
  FieldDescriptorProto field;
  const auto metadata = MetadataOf(Read("name: \"a\"\nnumer: 7\n", &field));
  EXPECT_EQ(metadata.at("file"), path_);
  EXPECT_EQ(metadata.at("line"), "2");
  EXPECT_EQ(metadata.at("column"), "6");
}

TEST_F(ConfigTest, AMissingFileIsNotFoundAndAFolderIsRefused) {
  FieldDescriptorProto field;
  const absl::Status missing = ReadTextProto(path_, &field);
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(missing), "CONFIG_MISSING");
  EXPECT_NE(std::string(missing.message()).find(path_), std::string::npos);
  const absl::Status folder = ReadTextProto(testing::TempDir(), &field);
  EXPECT_EQ(folder.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(folder), "CONFIG_INVALID");
}

TEST_F(ConfigTest, AFileOver16MegabytesIsRefused) {
  FieldDescriptorProto field;
  const absl::Status status = Read("name: \"a\"\n" + std::string((16U << 20U) + 1, '\n'), &field);
  EXPECT_EQ(ReasonOf(status), "CONFIG_INVALID");
  EXPECT_NE(std::string(status.message()).find("16 MB"), std::string::npos);
}

TEST_F(ConfigTest, TheEnvironmentSetsFieldsOfEachType) {
  UninterpretedOption numbers;
  SetVariable("CLIENTROUTE_IDENTIFIER_VALUE", "een waarde");
  SetVariable("CLIENTROUTE_POSITIVE_INT_VALUE", "18446744073709551615");
  SetVariable("CLIENTROUTE_NEGATIVE_INT_VALUE", "-9223372036854775808");
  SetVariable("CLIENTROUTE_DOUBLE_VALUE", "0.25");
  ASSERT_TRUE(OverrideFromEnvironment(&numbers).ok());
  EXPECT_EQ(numbers.identifier_value(), "een waarde");
  EXPECT_EQ(numbers.positive_int_value(), 18446744073709551615ULL);
  EXPECT_EQ(numbers.negative_int_value(), INT64_MIN);
  EXPECT_EQ(numbers.double_value(), 0.25);

  FieldDescriptorProto field;
  field.set_name("stays");
  SetVariable("CLIENTROUTE_NUMBER", "-12");
  SetVariable("CLIENTROUTE_PROTO3_OPTIONAL", "1");
  SetVariable("CLIENTROUTE_LABEL", "LABEL_OPTIONAL");
  ASSERT_TRUE(OverrideFromEnvironment(&field).ok());
  EXPECT_EQ(field.number(), -12);
  EXPECT_TRUE(field.proto3_optional());
  EXPECT_EQ(field.label(), FieldDescriptorProto::LABEL_OPTIONAL);
  EXPECT_EQ(field.name(), "stays");
}

TEST_F(ConfigTest, AValueThatDoesNotFitNamesItsVariableAndChangesNothing) {
  const struct {
    std::string variable;
    std::string value;
  } cases[] = {
      {"CLIENTROUTE_NUMBER", "2147483648"},
      {"CLIENTROUTE_NUMBER", "-2147483649"},
      {"CLIENTROUTE_NUMBER", ""},
      {"CLIENTROUTE_NUMBER", " 7"},
      {"CLIENTROUTE_NUMBER", "7x"},
      {"CLIENTROUTE_NUMBER", "0x7"},
      {"CLIENTROUTE_LABEL", "label_optional"},
      {"CLIENTROUTE_LABEL", "1"},
      {"CLIENTROUTE_PROTO3_OPTIONAL", "yes"},
      {"CLIENTROUTE_OPTIONS", "deprecated: true"},
  };
  for (const auto& c : cases) {
    SetVariable("CLIENTROUTE_NAME", "changed");
    SetVariable(c.variable, c.value);
    FieldDescriptorProto field;
    field.set_name("before");
    const absl::Status status = OverrideFromEnvironment(&field);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.variable << "=" << c.value;
    EXPECT_EQ(ReasonOf(status), "CONFIG_INVALID");
    EXPECT_EQ(MetadataOf(status)["variable"], c.variable);
    EXPECT_EQ(field.name(), "before");
    unsetenv(c.variable.c_str());
  }
}

TEST_F(ConfigTest, UnsignedNumbersAndFiniteOnesAreHeldToTheirRange) {
  for (const char* value : {"-1", "18446744073709551616", "1.5"}) {
    UninterpretedOption option;
    SetVariable("CLIENTROUTE_POSITIVE_INT_VALUE", value);
    EXPECT_FALSE(OverrideFromEnvironment(&option).ok()) << value;
  }
  unsetenv("CLIENTROUTE_POSITIVE_INT_VALUE");
  for (const char* value : {"nan", "inf", "1e999", "een"}) {
    UninterpretedOption option;
    SetVariable("CLIENTROUTE_DOUBLE_VALUE", value);
    EXPECT_FALSE(OverrideFromEnvironment(&option).ok()) << value;
  }
}

}  // namespace
}  // namespace clientroute
