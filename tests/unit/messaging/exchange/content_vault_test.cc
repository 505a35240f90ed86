#include "services/messaging/content_vault.h"

#include "gtest/gtest.h"
#include "services/platform/testing/status_matchers.h"

namespace clientroute::messaging {
namespace {

class ContentVaultTest : public ::testing::Test {
 protected:
  static SecretKey Key(char fill) { return *SecretKey::FromBytes(std::string(SecretKey::kBytes, fill)); }

  std::unique_ptr<Random> random_ = MakeSeededRandom(1);
  const ContentVault vault_{Key('m'), random_.get()};
  const ClientKey client_{"clients/1", Key('c')};
};

TEST_F(ContentVaultTest, WithoutAClientTheExchangeOpensIt) {
  const SealedContent content = vault_.SealMessage("<a/>", std::nullopt);
  EXPECT_EQ(content.client, "");
  EXPECT_EQ(content.sealed.find("<a/>"), std::string::npos);
  EXPECT_EQ(*vault_.OpenMessage(content, Digest("<a/>"), std::nullopt), "<a/>");
}

TEST_F(ContentVaultTest, WithAClientOnlyHisKeyOpensIt) {
  const SealedContent content = vault_.SealMessage("<a/>", client_);
  EXPECT_EQ(content.client, "clients/1");
  EXPECT_EQ(*vault_.OpenMessage(content, Digest("<a/>"), client_), "<a/>");
  EXPECT_THAT(vault_.OpenMessage(content, Digest("<a/>"), std::nullopt),
              Fails(absl::StatusCode::kFailedPrecondition, "KEY_MISSING"));
  EXPECT_THAT(vault_.OpenMessage(content, Digest("<a/>"), ClientKey{"clients/2", Key('c')}),
              Fails(absl::StatusCode::kFailedPrecondition, "KEY_MISSING"));
  EXPECT_THAT(vault_.OpenMessage(content, Digest("<a/>"), ClientKey{"clients/1", Key('d')}),
              Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(ContentVaultTest, BytesOfAnotherMessageDoNotOpen) {
  const SealedContent content = vault_.SealMessage("<a/>", std::nullopt);
  EXPECT_THAT(vault_.OpenMessage(content, Digest("<b/>"), std::nullopt), Fails(absl::StatusCode::kDataLoss, ""));
}

TEST_F(ContentVaultTest, AnotherMasterKeyOpensNothing) {
  const ContentVault other(Key('n'), random_.get());
  EXPECT_FALSE(other.OpenMessage(vault_.SealMessage("x", std::nullopt), Digest("x"), std::nullopt).ok());
  EXPECT_FALSE(other.OpenFile(vault_.SealFile("x", "name"), "name").ok());
  EXPECT_NE(other.QueueOf("42420001", "999900006"), vault_.QueueOf("42420001", "999900006"));
}

TEST_F(ContentVaultTest, WhatIsShreddedIsOfTheClientAndOpensWithNoKey) {
  const SealedContent content = vault_.Shred("<a/>", "clients/1");
  EXPECT_EQ(content.client, "clients/1");
  EXPECT_FALSE(vault_.OpenMessage(content, Digest("<a/>"), client_).ok());
}

TEST_F(ContentVaultTest, AFileIsBoundToItsName) {
  const std::string sealed = vault_.SealFile("bytes", "a.xml");
  EXPECT_EQ(*vault_.OpenFile(sealed, "a.xml"), "bytes");
  EXPECT_FALSE(vault_.OpenFile(sealed, "b.xml").ok());
}

TEST_F(ContentVaultTest, AQueueTellsSenderAndClientApartAndNothingElse) {
  const std::string queue = vault_.QueueOf("42420001", "999900006");
  EXPECT_EQ(queue, vault_.QueueOf("42420001", "999900006"));
  EXPECT_NE(queue, vault_.QueueOf("42420002", "999900006"));
  EXPECT_NE(queue, vault_.QueueOf("42420001", "999900018"));
  EXPECT_EQ(queue.size(), 32U);
  EXPECT_EQ(queue.find("999900006"), std::string::npos);
}

}  // namespace
}  // namespace clientroute::messaging
