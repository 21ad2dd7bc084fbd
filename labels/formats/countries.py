"""Countries by their ISO 3166 codes: the short names and the numbers that event tables ask for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple


class Country(NamedTuple):
    """A country; `number` is its ISO 3166-1 number, None where it has none (Kosovo, as GeoNames codes it)."""

    alpha2: str
    number: int | None
    alpha3: str
    name: str


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """Return all countries by their code of two letters."""
    found = {}
    for line in _TABLE.split("\n"):
        alpha2, number, alpha3, name = line.split(" ", 3)
        found[alpha2] = Country(alpha2, int(number) or None, alpha3, name)
    return found


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Country]:
    known = countries().values()
    return {key.casefold(): each for each in known for key in (each.name, each.alpha3, each.alpha2)}


def find(words: str) -> Country | None:
    """Return the country that a code or an English name means, None for what is not known."""
    return _by_name().get(" ".join(words.split()).casefold())


_TABLE = """\
AD 020 AND Andorra
AE 784 ARE United Arab Emirates
AF 004 AFG Afghanistan
AG 028 ATG Antigua and Barbuda
AI 660 AIA Anguilla
AL 008 ALB Albania
AM 051 ARM Armenia
AO 024 AGO Angola
AQ 010 ATA Antarctica
AR 032 ARG Argentina
AS 016 ASM American Samoa
AT 040 AUT Austria
AU 036 AUS Australia
AW 533 ABW Aruba
AX 248 ALA Åland Islands
AZ 031 AZE Azerbaijan
BA 070 BIH Bosnia and Herzegovina
BB 052 BRB Barbados
BD 050 BGD Bangladesh
BE 056 BEL Belgium
BF 854 BFA Burkina Faso
BG 100 BGR Bulgaria
BH 048 BHR Bahrain
BI 108 BDI Burundi
BJ 204 BEN Benin
BL 652 BLM Saint Barthélemy
BM 060 BMU Bermuda
BN 096 BRN Brunei
BO 068 BOL Bolivia
BQ 535 BES Bonaire, Sint Eustatius and Saba
BR 076 BRA Brazil
BS 044 BHS Bahamas
BT 064 BTN Bhutan
BV 074 BVT Bouvet Island
BW 072 BWA Botswana
BY 112 BLR Belarus
BZ 084 BLZ Belize
CA 124 CAN Canada
CC 166 CCK Cocos (Keeling) Islands
CD 180 COD Democratic Republic of Congo
CF 140 CAF Central African Republic
CG 178 COG Republic of Congo
CH 756 CHE Switzerland
CI 384 CIV Ivory Coast
CK 184 COK Cook Islands
CL 152 CHL Chile
CM 120 CMR Cameroon
CN 156 CHN China
CO 170 COL Colombia
CR 188 CRI Costa Rica
CU 192 CUB Cuba
CV 132 CPV Cape Verde
CW 531 CUW Curaçao
CX 162 CXR Christmas Island
CY 196 CYP Cyprus
CZ 203 CZE Czechia
DE 276 DEU Germany
DJ 262 DJI Djibouti
DK 208 DNK Denmark
DM 212 DMA Dominica
DO 214 DOM Dominican Republic
DZ 012 DZA Algeria
EC 218 ECU Ecuador
EE 233 EST Estonia
EG 818 EGY Egypt
EH 732 ESH Western Sahara
ER 232 ERI Eritrea
ES 724 ESP Spain
ET 231 ETH Ethiopia
FI 246 FIN Finland
FJ 242 FJI Fiji
FK 238 FLK Falkland Islands (Malvinas)
FM 583 FSM Micronesia
FO 234 FRO Faroe Islands
FR 250 FRA France
GA 266 GAB Gabon
GB 826 GBR United Kingdom
GD 308 GRD Grenada
GE 268 GEO Georgia
GF 254 GUF French Guiana
GG 831 GGY Guernsey
GH 288 GHA Ghana
GI 292 GIB Gibraltar
GL 304 GRL Greenland
GM 270 GMB Gambia
GN 324 GIN Guinea
GP 312 GLP Guadeloupe
GQ 226 GNQ Equatorial Guinea
GR 300 GRC Greece
GS 239 SGS South Georgia and the South Sandwich Islands
GT 320 GTM Guatemala
GU 316 GUM Guam
GW 624 GNB Guinea-Bissau
GY 328 GUY Guyana
HK 344 HKG Hong Kong
HM 334 HMD Heard Island and McDonald Islands
HN 340 HND Honduras
HR 191 HRV Croatia
HT 332 HTI Haiti
HU 348 HUN Hungary
ID 360 IDN Indonesia
IE 372 IRL Ireland
IL 376 ISR Israel
IM 833 IMN Isle of Man
IN 356 IND India
IO 086 IOT British Indian Ocean Territory
IQ 368 IRQ Iraq
IR 364 IRN Iran
IS 352 ISL Iceland
IT 380 ITA Italy
JE 832 JEY Jersey
JM 388 JAM Jamaica
JO 400 JOR Jordan
JP 392 JPN Japan
KE 404 KEN Kenya
KG 417 KGZ Kyrgyzstan
KH 116 KHM Cambodia
KI 296 KIR Kiribati
KM 174 COM Comoros
KN 659 KNA Saint Kitts and Nevis
KP 408 PRK North Korea
KR 410 KOR South Korea
KW 414 KWT Kuwait
KY 136 CYM Cayman Islands
KZ 398 KAZ Kazakhstan
LA 418 LAO Laos
LB 422 LBN Lebanon
LC 662 LCA Saint Lucia
LI 438 LIE Liechtenstein
LK 144 LKA Sri Lanka
LR 430 LBR Liberia
LS 426 LSO Lesotho
LT 440 LTU Lithuania
LU 442 LUX Luxembourg
LV 428 LVA Latvia
LY 434 LBY Libya
MA 504 MAR Morocco
MC 492 MCO Monaco
MD 498 MDA Moldova
ME 499 MNE Montenegro
MF 663 MAF Saint Martin (French part)
MG 450 MDG Madagascar
MH 584 MHL Marshall Islands
MK 807 MKD North Macedonia
ML 466 MLI Mali
MM 104 MMR Myanmar
MN 496 MNG Mongolia
MO 446 MAC Macao
MP 580 MNP Northern Mariana Islands
MQ 474 MTQ Martinique
MR 478 MRT Mauritania
MS 500 MSR Montserrat
MT 470 MLT Malta
MU 480 MUS Mauritius
MV 462 MDV Maldives
MW 454 MWI Malawi
MX 484 MEX Mexico
MY 458 MYS Malaysia
MZ 508 MOZ Mozambique
NA 516 NAM Namibia
NC 540 NCL New Caledonia
NE 562 NER Niger
NF 574 NFK Norfolk Island
NG 566 NGA Nigeria
NI 558 NIC Nicaragua
NL 528 NLD Netherlands
NO 578 NOR Norway
NP 524 NPL Nepal
NR 520 NRU Nauru
NU 570 NIU Niue
NZ 554 NZL New Zealand
OM 512 OMN Oman
PA 591 PAN Panama
PE 604 PER Peru
PF 258 PYF French Polynesia
PG 598 PNG Papua New Guinea
PH 608 PHL Philippines
PK 586 PAK Pakistan
PL 616 POL Poland
PM 666 SPM Saint Pierre and Miquelon
PN 612 PCN Pitcairn
PR 630 PRI Puerto Rico
PS 275 PSE Palestine
PT 620 PRT Portugal
PW 585 PLW Palau
PY 600 PRY Paraguay
QA 634 QAT Qatar
RE 638 REU Réunion
RO 642 ROU Romania
RS 688 SRB Serbia
RU 643 RUS Russia
RW 646 RWA Rwanda
SA 682 SAU Saudi Arabia
SB 090 SLB Solomon Islands
SC 690 SYC Seychelles
SD 729 SDN Sudan
SE 752 SWE Sweden
SG 702 SGP Singapore
SH 654 SHN Saint Helena
SI 705 SVN Slovenia
SJ 744 SJM Svalbard and Jan Mayen
SK 703 SVK Slovakia
SL 694 SLE Sierra Leone
SM 674 SMR San Marino
SN 686 SEN Senegal
SO 706 SOM Somalia
SR 740 SUR Suriname
SS 728 SSD South Sudan
ST 678 STP Sao Tome and Principe
SV 222 SLV El Salvador
SX 534 SXM Sint Maarten (Dutch part)
SY 760 SYR Syria
SZ 748 SWZ Eswatini
TC 796 TCA Turks and Caicos Islands
TD 148 TCD Chad
TF 260 ATF French Southern Territories
TG 768 TGO Togo
TH 764 THA Thailand
TJ 762 TJK Tajikistan
TK 772 TKL Tokelau
TL 626 TLS Timor-Leste
TM 795 TKM Turkmenistan
TN 788 TUN Tunisia
TO 776 TON Tonga
TR 792 TUR Turkey
TT 780 TTO Trinidad and Tobago
TV 798 TUV Tuvalu
TW 158 TWN Taiwan
TZ 834 TZA Tanzania
UA 804 UKR Ukraine
UG 800 UGA Uganda
UM 581 UMI United States Minor Outlying Islands
US 840 USA United States
UY 858 URY Uruguay
UZ 860 UZB Uzbekistan
VA 336 VAT Vatican City
VC 670 VCT Saint Vincent and the Grenadines
VE 862 VEN Venezuela
VG 092 VGB British Virgin Islands
VI 850 VIR United States Virgin Islands
VN 704 VNM Vietnam
VU 548 VUT Vanuatu
WF 876 WLF Wallis and Futuna
WS 882 WSM Samoa
XK 000 XKX Kosovo
YE 887 YEM Yemen
YT 175 MYT Mayotte
ZA 710 ZAF South Africa
ZM 894 ZMB Zambia
ZW 716 ZWE Zimbabwe"""
