// Nothing that says who a client is stands in the record, the log or the metrics in a form that can be read.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/intake/migrations.h"
#include "services/platform/testing/status_matchers.h"
#include "tests/service/intake/intake_world.h"

namespace clientroute::intake {
namespace {

using testing::HasSubstr;
using testing::Not;
using Stub = v1::Intake::Stub;

// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "clientroute-intake-XXXXXX").string();
    path_ = mkdtemp(pattern.data());
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string file() const { return (path_ / "intake.db").string(); }
  // The bytes of every file in it: the database, its write-ahead log and its index.
  std::string Bytes() const {
    std::ostringstream bytes;
    for (const auto& entry : std::filesystem::directory_iterator(path_)) {
      bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    }
    return bytes.str();
  }

 private:
  std::filesystem::path path_;
};

class PrivacyTest : public testing::Test {
 protected:
  PrivacyTest() {
    auto database = OpenSqlite({.path = folder_.file()}, IntakeMigrations());
    EXPECT_TRUE(database.ok()) << database.status();
    database_ = *std::move(database);
    intake_ = std::make_unique<IntakeWorld>(database_.get());
  }

  Folder folder_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<IntakeWorld> intake_;
};

// What identifies the client of IntakeWorld::Request, and the referrer's name, which may be a parent's.
const std::vector<std::string> kIdentifying = {"999900006",         "999900018", "Zonnebloem", "Sterre Lotus",
                                               "Verborgen Laantje", "1811XZ",    "Duizendblad"};

// shows: PRI-2
TEST_F(PrivacyTest, NothingIdentifyingStandsInTheFilesTheLogOrTheMetrics) {
  const auto request = IntakeWorld::Request("r-1");
  const v1::Referral referral = intake_->Create(request);
  intake_->Create(request);
  intake_->Create(IntakeWorld::Request("r-2", "999900006", "BERICHT0002"));
  v1::ResolveClientsRequest resolve;
  resolve.set_request_id("m-1");
  resolve.add_citizen_numbers("999900018");
  resolve.set_register_unknown(true);
  const auto resolved = intake_->As(Messaging(), &Stub::ResolveClients, resolve);
  ASSERT_THAT(resolved, IsOk());
  const auto client = intake_->GetClient(Messaging(), referral.client());
  ASSERT_THAT(client, IsOk());
  v1::GetClientKeysRequest keys;
  keys.add_clients(referral.client());
  keys.set_use("free-text");
  const auto derived = intake_->As(ServicePersona("access"), &Stub::GetClientKeys, keys);
  ASSERT_THAT(derived, IsOk());
  v1::FindClientRequest find;
  find.set_citizen_number("999900006");
  ASSERT_THAT(intake_->As(Persona("back-office", {"0361"}, "message-exchange"), &Stub::FindClient, find), IsOk());
  auto wrong = IntakeWorld::Request("r-3", "999900006", "BERICHT0003");
  wrong.mutable_person()->mutable_address()->set_postal_code("1811XZ!");
  ASSERT_FALSE(intake_->As(Messaging(), &Stub::CreateReferral, wrong).ok());

  const std::string bytes = folder_.Bytes();
  // What is no secret is found, so the scan sees what is written.
  for (const char* open : {"BERICHT0001", "providers/42420001", "REF-line-2", "r-2", "m-1"}) {
    EXPECT_THAT(bytes, HasSubstr(open));
  }
  for (const std::string& secret : kIdentifying) EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
  for (const std::string& key : {client->message_key(), resolved->clients(0).message_key(), derived->keys(0).key()}) {
    ASSERT_EQ(key.size(), SecretKey::kBytes);
    EXPECT_EQ(bytes.find(key), std::string::npos);
  }
  // Nor does a digest stand there that anyone could find the number from by trying all numbers.
  EXPECT_EQ(bytes.find(Digest("999900018")), std::string::npos);
  EXPECT_EQ(bytes.find(Digest(Cat(resolve.GetDescriptor()->full_name(), "\n", resolve.SerializeAsString()))),
            std::string::npos);

  const std::string log = intake_->world().logger()->Text();
  EXPECT_THAT(log, HasSubstr("clientroute.intake.v1.Intake/CreateReferral"));
  const std::string metrics = intake_->world().metrics()->Text();
  EXPECT_THAT(metrics, HasSubstr("clientroute.intake.v1.Intake/CreateReferral"));
  for (const std::string& secret : kIdentifying) {
    EXPECT_THAT(log, Not(HasSubstr(secret)));
    EXPECT_THAT(metrics, Not(HasSubstr(secret)));
  }
}

// shows: PRI-3
TEST_F(PrivacyTest, AfterErasureTheKeyStandsNowhereInTheFile) {
  const v1::Referral referral = intake_->Create(IntakeWorld::Request("r-1"));
  std::string wrapped_key;
  ASSERT_THAT(database_->Read([&](Connection& db) -> absl::Status {
    CLIENTROUTE_ASSIGN(const auto found, db.QueryOne("SELECT wrapped_key FROM client", {},
                                                     [](const Row& row) { return std::string(row.Bytes(0)); }));
    wrapped_key = found.value();
    return absl::OkStatus();
  }),
              IsOk());
  EXPECT_NE(folder_.Bytes().find(wrapped_key), std::string::npos);
  ASSERT_THAT(intake_->Withdraw("w-1", referral.name()), IsOk());
  ASSERT_THAT(intake_->Erase("e-1", referral.client()), IsOk());
  intake_.reset();
  database_.reset();  // closing moves the write-ahead log into the file
  const std::string bytes = folder_.Bytes();
  EXPECT_THAT(bytes, HasSubstr("BERICHT0001"));
  EXPECT_EQ(bytes.find(wrapped_key), std::string::npos);
}

TEST_F(PrivacyTest, WhatIsSealedForOneClientDoesNotOpenForAnother) {
  const v1::Referral one = intake_->Create(IntakeWorld::Request("r-1"));
  const v1::Referral two = intake_->Create(IntakeWorld::Request("r-2", "999900018", "BERICHT0002"));
  ASSERT_THAT(database_->Write([](Connection& db) {
    return db
        .Execute(
            "UPDATE client SET sealed_person = (SELECT sealed_person FROM client WHERE id = 1), "
            "wrapped_key = (SELECT wrapped_key FROM client WHERE id = 1) WHERE id = 2")
        .status();
  }),
              IsOk());
  EXPECT_THAT(intake_->GetClient(Messaging(), one.client()), IsOk());
  EXPECT_THAT(intake_->GetClient(Messaging(), two.client()), Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(PrivacyTest, AnotherMasterKeyReadsNobody) {
  const v1::Referral referral = intake_->Create(IntakeWorld::Request("r-1"));
  TestWorld other_world(2);
  const SecretKey other_key = SecretKey::Generate(*other_world.random());
  IntakeService other(other_world.Stack("intake", database_.get()), {other_world.random(), &other_key});
  const auto server = other_world.Serve({&other});
  const auto stub = v1::Intake::NewStub(server->InProcess());
  v1::GetClientRequest request;
  request.set_name(referral.client());
  EXPECT_THAT(Call(Messaging(), stub.get(), &Stub::GetClient, request), Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(PrivacyTest, TheRecordOutlivesTheService) {
  const auto request = IntakeWorld::Request("r-1");
  const v1::Referral referral = intake_->Create(request);
  intake_ = std::make_unique<IntakeWorld>(database_.get());  // the same seed: the same master key
  const auto client = intake_->GetClient(Messaging(), referral.client());
  ASSERT_THAT(client, IsOk());
  EXPECT_EQ(client->person().citizen_number(), "999900006");
  EXPECT_EQ(intake_->Create(request).name(), referral.name());
}

}  // namespace
}  // namespace clientroute::intake
