#ifndef CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LISTS_H_
#define CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LISTS_H_

#include "services/messaging/standard/code_list.h"

// The code lists of iJw 3.2 and iWmo 3.2, each with the standard's number. What a code means is in Dutch, as people see
// it.

namespace clientroute::messaging {

// Persons
extern const CodeList kSexes;                 // COD046
extern const CodeList kDateUses;              // COD170
extern const CodeList kNameUses;              // COD700
extern const CodeList kCommunicationForms;    // COD747
extern const CodeList kAddressKinds;          // COD757
extern const CodeList kAddressIndications;    // NUM061
extern const CodeList kCountries;             // COD032
extern const CodeList kRelations;             // COD472
extern const CodeList kLegalStatuses;         // WJ232
extern const CodeList kLegalRepresentations;  // WJ003
extern const CodeList kYesNo;                 // COD260

// Products and deliveries
extern const CodeList kYouthCategories;     // JZ020
extern const CodeList kSupportCategories;   // WMO020
extern const CodeList kUnits;               // WJ756
extern const CodeList kFrequencies;         // WMO757, which iJw uses too
extern const CodeList kReferrers;           // COD327
extern const CodeList kDeliveryStatuses;    // COD467
extern const CodeList kYouthStopReasons;    // JZ588
extern const CodeList kSupportStopReasons;  // WMO588
extern const CodeList kChangeReasons;       // JZ002; the codes of WMO002 are the same

// Requests, answers and claims
extern const CodeList kRequestReasons;   // WJ758
extern const CodeList kRequestAnswers;   // WJ760
extern const CodeList kRequestRefusals;  // WJ759
extern const CodeList kDebitCredit;      // COD043

// Control and parties
extern const CodeList kReturnCodes;     // WJ001
extern const CodeList kMunicipalities;  // CBS: the municipalities of 2026; whether one existed on a day is TR378

}  // namespace clientroute::messaging

#endif  // CLIENTROUTE_SERVICES_MESSAGING_STANDARD_CODE_LISTS_H_
