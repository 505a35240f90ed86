#include "services/messaging/standard/message_schema.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "services/messaging/standard/catalogue.h"
#include "services/messaging/standard/ijw_3_2.h"

namespace clientroute::messaging {
namespace {

using namespace literals;  // NOLINT(google-build-using-namespace)

const MessageSchema& Schema(std::string_view name) { return *Catalogue::Default().FindByName(name); }

std::string Fixed(const MessageSchema& schema, FieldId field) {
  return std::string(schema.node(schema.FieldInside(schema.header_node(), field)).fixed);
}

TEST(CatalogueTest, HasTheMessagesOfBothStandardsWithTheirCodes) {
  const std::pair<const char*, const char*> expected[] = {
      {"JW301", "436"},  {"JW302", "437"},  {"JW305", "438"},  {"JW306", "439"},  {"JW307", "440"},  {"JW308", "441"},
      {"JW315", "446"},  {"JW316", "447"},  {"JW317", "486"},  {"JW318", "487"},  {"JW319", "488"},  {"JW320", "489"},
      {"JW323", "490"},  {"JW325", "491"},  {"WMO301", "414"}, {"WMO302", "415"}, {"WMO305", "418"}, {"WMO306", "419"},
      {"WMO307", "420"}, {"WMO308", "421"}, {"WMO315", "444"}, {"WMO316", "445"}, {"WMO317", "480"}, {"WMO318", "481"},
      {"WMO319", "482"}, {"WMO320", "483"}, {"WMO323", "484"}, {"WMO325", "485"}};
  EXPECT_EQ(Catalogue::Default().messages().size(), std::size(expected));
  for (const auto& [name, code] : expected) {
    const MessageSchema* schema = Catalogue::Default().FindByName(name);
    ASSERT_NE(schema, nullptr) << name;
    EXPECT_EQ(Fixed(*schema, "BerichtCode"_field), code) << name;
    EXPECT_EQ(Fixed(*schema, "BerichtVersie"_field), "3") << name;
    EXPECT_EQ(Fixed(*schema, "BerichtSubversie"_field), "2") << name;
  }
}

TEST(CatalogueTest, FindsAMessageByItsNamespace) {
  const Catalogue& catalogue = Catalogue::Default();
  EXPECT_EQ(catalogue.FindByNamespace("http://www.istandaarden.nl/ijw/3_2/jw315/schema"), &Schema("JW315"));
  EXPECT_EQ(catalogue.FindByNamespace("http://www.istandaarden.nl/ijw/3_1/jw315/schema"), nullptr);
  EXPECT_EQ(catalogue.FindByNamespace("http://www.istandaarden.nl/ijw/3_2/basisschema/schema"), nullptr);
  EXPECT_EQ(catalogue.FindByNamespace(""), nullptr);
}

TEST(CatalogueTest, KnowsWhichMessageReturnsWhich) {
  const Catalogue& catalogue = Catalogue::Default();
  EXPECT_EQ(catalogue.ReturnOf(Schema("JW315")), &Schema("JW316"));
  EXPECT_EQ(catalogue.ForwardOf(Schema("JW302")), &Schema("JW301"));
  EXPECT_EQ(catalogue.ReturnOf(Schema("JW306")), nullptr);
  EXPECT_EQ(catalogue.ForwardOf(Schema("JW305")), nullptr);
}

TEST(CatalogueTest, TellsTheStandardsApartByTheirNamespace) {
  const Catalogue& catalogue = Catalogue::Default();
  EXPECT_EQ(catalogue.FindByNamespace("http://www.istandaarden.nl/iwmo/3_2/wmo315/schema"), &Schema("WMO315"));
  EXPECT_EQ(catalogue.FindByNamespace("http://www.istandaarden.nl/iwmo/3_2/jw315/schema"), nullptr);
  EXPECT_EQ(catalogue.ReturnOf(Schema("WMO317")), &Schema("WMO318"));
  EXPECT_EQ(catalogue.ReturnOf(Schema("WMO323")), nullptr);
  EXPECT_EQ(catalogue.Find(Schema("WMO323").release(), kClaimAnswerMessage), &Schema("WMO325"));
}

TEST(MessageSchemaTest, SocialSupportHasItsOwnCategoriesAndNotWhatIsOfYouthAlone) {
  const auto product_of = [](const MessageSchema& schema) {
    return schema.ClassInside(schema.ClassInside(0, "Client"_class), "AangevraagdProduct"_class);
  };
  const MessageSchema& youth = Schema("JW315");
  const MessageSchema& support = Schema("WMO315");
  constexpr FieldId kCategory = "Product/Categorie"_field;
  EXPECT_EQ(youth.node(youth.FieldInside(product_of(youth), kCategory)).type.codes, &kYouthCategories);
  EXPECT_EQ(support.node(support.FieldInside(product_of(support), kCategory)).type.codes, &kSupportCategories);
  EXPECT_NE(youth.FieldInside(youth.ClassInside(0, "Client"_class), "GezagsdragerBekend"_field), kNoNode);
  EXPECT_EQ(support.FieldInside(support.ClassInside(0, "Client"_class), "GezagsdragerBekend"_field), kNoNode);
  const auto residence_in = [](const MessageSchema& schema) {
    return schema.ClassInside(schema.ClassInside(0, "Antwoord"_class), "Woonplaatsbeginsel"_class);
  };
  EXPECT_NE(residence_in(Schema("JW319")), kNoNode);
  EXPECT_EQ(residence_in(Schema("WMO319")), kNoNode);
}

TEST(MessageSchemaTest, AReturnMessageOfSocialSupportHasTheShapeOfThatOfYouthCare) {
  const Catalogue& catalogue = Catalogue::Default();
  for (const char* number : {"302", "306", "308", "316", "318", "320"}) {
    const MessageSchema& youth = *catalogue.FindByName(std::string("JW") + number);
    const MessageSchema& support = *catalogue.FindByName(std::string("WMO") + number);
    ASSERT_EQ(youth.node_count(), support.node_count()) << number;
    for (NodeIndex index = 0; index < youth.node_count(); ++index) {
      EXPECT_EQ(youth.ElementPath(index), support.ElementPath(index));
      EXPECT_EQ(youth.node(index).occurs.min, support.node(index).occurs.min) << youth.ElementPath(index);
    }
  }
}

TEST(MessageSchemaTest, EveryClassOfAClaimAnswerCarriesReturnCodesAndNoneOfAClaim) {
  const MessageSchema& answer = Schema("JW325");
  for (NodeIndex index = 0; index < answer.node_count(); ++index) {
    const SchemaNode& node = answer.node(index);
    if (node.kind == NodeKind::kClass) EXPECT_TRUE(answer.HasReturnCodes(index)) << answer.ElementPath(index);
    if (node.kind == NodeKind::kReturnCodes) EXPECT_EQ(node.occurs.min, 1U) << answer.ElementPath(index);
  }
  EXPECT_FALSE(answer.is_return());
  const MessageSchema& claim = Schema("JW323");
  for (NodeIndex index = 0; index < claim.node_count(); ++index) EXPECT_FALSE(claim.HasReturnCodes(index));
}

TEST(MessageSchemaTest, ATypeCanBeNarrowedInOnePlace) {
  const auto number_in = [](const MessageSchema& schema, ClassId body) {
    return schema.node(schema.FieldInside(schema.ClassInside(0, body), "DeclaratieNummer"_field)).type;
  };
  EXPECT_EQ(number_in(Schema("JW323"), "Declaratie"_class).pattern, Pattern::kAlphanumeric);
  EXPECT_EQ(number_in(Schema("JW325"), "DeclaratieAntwoord"_class).pattern, Pattern::kAny);
}

TEST(MessageSchemaTest, PartiesFollowTheDirectionAlsoInTheAnswer) {
  const auto type_of = [](std::string_view name, FieldId field) {
    const MessageSchema& schema = Schema(name);
    return std::string(schema.node(schema.FieldInside(schema.header_node(), field)).type.name);
  };
  for (const char* name : {"JW301", "JW302", "JW319", "JW320", "JW325", "WMO301", "WMO319", "WMO320", "WMO325"}) {
    EXPECT_EQ(type_of(name, "Afzender"_field), "Gemeente") << name;
    EXPECT_EQ(type_of(name, "Ontvanger"_field), "AgbCode") << name;
  }
  for (const char* name : {"JW305", "JW306", "JW307", "JW308", "JW315", "JW316", "JW317", "JW318", "JW323", "WMO315",
                           "WMO316", "WMO323"}) {
    EXPECT_EQ(type_of(name, "Afzender"_field), "AgbCode") << name;
    EXPECT_EQ(type_of(name, "Ontvanger"_field), "Gemeente") << name;
  }
}

TEST(MessageSchemaTest, AnAnswerIsTheForwardMessageWithReturnCodes) {
  const MessageSchema& forward = Schema("JW301");
  const MessageSchema& answer = Schema("JW302");
  const NodeIndex client = answer.ClassInside(0, "Client"_class);
  EXPECT_EQ(answer.node(client).occurs.min, 0U);
  EXPECT_EQ(forward.node(forward.ClassInside(0, "Client"_class)).occurs.min, 1U);
  for (NodeIndex index = 0; index < answer.node_count(); ++index) {
    if (answer.node(index).kind != NodeKind::kClass) continue;
    EXPECT_TRUE(answer.HasReturnCodes(index)) << index;
  }
  for (NodeIndex index = 0; index < forward.node_count(); ++index) EXPECT_FALSE(forward.HasReturnCodes(index));
  EXPECT_NE(answer.FieldInside(answer.header_node(), "XsdVersieRetour/BerichtXsdVersie"_field), kNoNode);
  EXPECT_EQ(forward.FieldInside(forward.header_node(), "IdentificatieRetour"_field), kNoNode);
}

TEST(MessageSchemaTest, NamesThePlaceOfAnElement) {
  const MessageSchema& schema = Schema("JW315");
  const NodeIndex product = schema.ClassInside(schema.ClassInside(0, "Client"_class), "AangevraagdProduct"_class);
  EXPECT_EQ(schema.ElementPath(schema.FieldInside(product, "Omvang/Volume"_field)),
            "Bericht/Client/AangevraagdeProducten/AangevraagdProduct/Omvang/Volume");
}

TEST(MessageSchemaTest, LogicalKeysAreThoseOfTheStandard) {
  const MessageSchema& stop = Schema("JW307");
  const NodeIndex product = stop.ClassInside(stop.ClassInside(0, "Client"_class), "StopProduct"_class);
  EXPECT_THAT(stop.KeyOf(product),
              testing::ElementsAre("ToewijzingNummer"_field, "Product/Categorie"_field, "Product/Code"_field,
                                   "Begindatum"_field, "RedenBeeindiging"_field, "Einddatum"_field));
}

TEST(MessageSchemaTest, EveryNameInTheListsIsUsedByATable) {
  std::set<std::string_view> fields;
  std::set<std::string_view> classes;
  for (const auto& schema : Catalogue::Default().messages()) {
    for (NodeIndex index = 0; index < schema->node_count(); ++index) {
      const SchemaNode& node = schema->node(index);
      if (node.kind == NodeKind::kValue) fields.insert(PathOf(node.field));
      if (node.kind == NodeKind::kClass) classes.insert(NameOf(node.class_id));
    }
  }
  EXPECT_EQ(fields.size(), std::size(kFieldPaths));
  EXPECT_EQ(classes.size(), std::size(kClassNames));
}

// A release is tables alone: here is one that does not exist, with another namespace, version, code list and shape.
namespace next {
inline constexpr Code kCategories[] = {{"70", "Iets nieuws"}};
const CodeList kCategoryList{"JZ999", "Nieuwe categorie", kCategories};
inline constexpr SimpleType kOwnTypes[] = {simple::Coded("ProductCategorie", kCategoryList)};
inline constexpr Element kStartRows[] = {
    {"Begindatum", "Datum"_type},
    {"Product", composite::kProduct},
};
inline constexpr MessageClass kStart{"StartProduct", kStartRows};
inline constexpr Element kClientRows[] = {
    {"Bsn", "BurgerServicenummer"_type},
    {"StartProducten", ListOf{kStart}, kOptional},
};
inline constexpr MessageClass kClient{"Client", kClientRows};
inline constexpr MessageRow kMessages[] = {
    {305, "538", &kClient, 0, Direction::kProviderToMunicipality},
    {306, "539", nullptr, 305, Direction::kProviderToMunicipality},
};
const Release kRelease{
    .standard = Standard::kIwmo,
    .version = 4,
    .subversion = 1,
    .name = "next",
    .message_prefix = "NEXT",
    .namespace_base = "urn:next/4_1/",
    .basis_prefix = "n",
    .basis_xsd_version = "2.0.0",
    .message_xsd_version = "2.1.0",
    .types = kSimpleTypes,
    .own_types = kOwnTypes,
    .header = header::kHeader,
    .return_header = header::kReturnHeaderRows,
    .return_code_type = ijw_3_2::kReturnCodeType,
    .municipality_type = ijw_3_2::kMunicipalityType,
    .provider_type = ijw_3_2::kProviderType,
    .free_categories = {},
    .messages = kMessages,
};
}  // namespace next

TEST(MessageSchemaTest, ANextReleaseStandsBesideTheOldOneByTablesAlone) {
  static constexpr const Release* kReleases[] = {&kIjw32, &next::kRelease};
  const Catalogue catalogue(kReleases);
  const MessageSchema* schema = catalogue.FindByNamespace("urn:next/4_1/next305/schema");
  ASSERT_NE(schema, nullptr);
  EXPECT_EQ(schema->name(), "NEXT305");
  EXPECT_EQ(Fixed(*schema, "BerichtVersie"_field), "4");
  const NodeIndex product = schema->ClassInside(schema->ClassInside(0, "Client"_class), "StartProduct"_class);
  EXPECT_EQ(schema->node(schema->FieldInside(product, "Product/Categorie"_field)).type.codes, &next::kCategoryList);
  EXPECT_EQ(catalogue.ReturnOf(*schema)->message_namespace(), "urn:next/4_1/next306/schema");
  EXPECT_NE(catalogue.FindByName("JW305"), nullptr);
}

}  // namespace
}  // namespace clientroute::messaging
