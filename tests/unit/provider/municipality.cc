#include "tests/unit/provider/municipality.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "services/messaging/allocation_message.h"
#include "services/messaging/codec/message_reader.h"
#include "services/messaging/codec/message_writer.h"
#include "services/messaging/control/claim_answer.h"
#include "services/platform/values/calendar.h"

namespace clientroute::provider::testing {

Municipality::Municipality(const std::string& exchange) : folder_(exchange + "/" + kMunicipality) {
  for (const char* box : {"in", "out", "done", "refused"}) std::filesystem::create_directories(folder_ + "/" + box);
}

void Municipality::Put(const std::string& name, const std::string& bytes) const {
  std::ofstream(folder_ + "/out/" + name, std::ios::binary) << bytes;
}

void Municipality::Allocate(Date today, const std::vector<Told>& told) {
  messaging::AllocationMessage content;
  content.law = told.front().standard == "JW" ? Law::kJeugdwet : Law::kWmo;
  content.municipality = kMunicipality;
  content.provider = told.front().provider;
  content.identification = NextNumber();
  content.signed_on = today;
  content.client.citizen_number = "999990019";
  content.client.family_name = "Wulp";
  content.client.initials = "S";
  content.client.birth_date = *Date::Of(2016, 9, 14);
  content.client.gender = 2;
  content.client.address = messaging::PostalAddress{"Zandpad", 14, "", "1811ZP", "Alkmaar"};
  for (const Told& one : told) {
    messaging::AllocatedProduct product;
    product.number = one.number;
    product.provider_reference = one.reference;
    product.product = one.standard == "JW" ? Product{"45", "45A05"} : Product{"02", "02W02"};
    product.allocated_at = LocalMidnight(today);
    product.period = *Period::Of(one.first, one.last);
    product.change_reason = one.change_reason;
    product.volume = Volume{4, Unit::kHour, Frequency::kPerWeek};
    content.products.push_back(product);
  }
  const messaging::Message message = messaging::BuildAllocationMessage(content);
  const auto written = messaging::WriteMessage(message);
  ASSERT_TRUE(written.ok()) << written.errors.front().reason;
  Put(std::string(message.schema().name()) + "_" + content.provider + "_" + content.identification + ".xml",
      written.bytes);
}

void Municipality::Answer(Date today) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder_ + "/in")) {
    std::string name = entry.path().filename().string();
    if (name.front() != '.') names.push_back(std::move(name));
  }
  // In the order of their own numbers.
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.substr(a.rfind('_')) + a < b.substr(b.rfind('_')) + b;
  });
  for (const std::string& name : names) {
    std::ifstream stream(folder_ + "/in/" + name, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    std::filesystem::remove(folder_ + "/in/" + name);
    files_.emplace_back(name, bytes);
    auto parsed = messaging::ParseMessage(bytes);
    kinds_.push_back(parsed.ok() ? std::string(parsed.message->schema().name()) : "?");
    if (!parsed.ok()) continue;
    AnswerOne(*parsed.message, today);
    messages_.push_back(std::move(*parsed.message));
  }
}

void Municipality::AnswerOne(const messaging::Message& message, Date today) {
  if (message.schema().is_return()) return;
  const std::vector<messaging::ClassVerdict> verdicts =
      judge_ ? judge_(message) : std::vector<messaging::ClassVerdict>();
  const std::string number = NextNumber();
  const auto made = message.number() == 323
                        ? messaging::MakeClaimAnswer(message, verdicts, {number, today.ToString(), "", std::nullopt})
                        : messaging::MakeReturnMessage(message, verdicts, {number, today.ToString(), ""});
  ASSERT_TRUE(made.ok()) << made.error;
  const auto written = messaging::WriteMessage(*made.message);
  ASSERT_TRUE(written.ok()) << written.errors.front().reason;
  Put(std::string(made.message->schema().name()) + "_" + std::string(message.sender()) + "_" + number + ".xml",
      written.bytes);
}

std::vector<const messaging::Message*> Municipality::Came(std::string_view kind) const {
  std::vector<const messaging::Message*> found;
  for (const messaging::Message& message : messages_) {
    if (message.schema().name() == kind) found.push_back(&message);
  }
  return found;
}

}  // namespace clientroute::provider::testing
