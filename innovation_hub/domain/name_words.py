"""Ordinary words that are also personal names; on their own they may be either."""

_WORDS = """
ability africa akida akili amali amana amani amri angel april arusha asante asili asubuhi august azima bahari bahati
baker baraka bishop blessing blessings bora bright busara butler carter chama charity charm chief clever comfort cook
crown dada daraja dawa dawn dean delight dhahabu doctor dodoma dunia elimu evidence fadhila fadhili fahari faida faith
faraja favor favour fikira fikiri fisher flora forest fortunate fortune frank friday furaha fursa ghasia gift given
glad glory godsend good goodluck grace grant great green habari haki halisi happiness happy harmony hasira heaven
hekima heri heshima hiari hidaya hill honest honour hope hunter huruma ijumaa imani imara innocent iringa iris ivory
jabali jamani jambo jamii jasiri java jibu jitihada johari joy juma jumaa jumamosi jumanne jumapili jumatano jumatatu
june justice kazi kheri kibali kijana kilimanjaro king kipaji kitabu kito knowledge kudra kweli light lily linux love
loveness luck lucky lulu mabadiliko madini maendeleo maisha majaliwa malaika malengo mapenzi mapinduzi march maridhia
mark mashaka mashauri masika mason matatizo may mazoea mbaraka mbeya mchana mercy merry meru mfalme mganga mgeni
miller miracle mkombozi modest monday moon morogoro mpendwa msafiri msamaha msemakweli mshindi mtani mtumwa muhimu
mungu mwaka mwalimu mwanga mwanza mwema mwinyi mzee mzuri nafasi ndoto neema nguvu njaa noble norm nuru nyota oracle
pascal patience peace pearl pemba pendo pilot pleasure power praise precious pretty prince princess progress promise
prosper prosperity pwani python queen radhi raha rahisi raja ray reason rehema rich riziki robin rose ruby rukwa
ruvuma safari safi salama salamu sauti scala shaba sharp shauri shida shujaa shukrani shukuru siasa sifa siku silver
simba singida smart smith solution songea star subira sunday superior taabu tabia tabora tabu talent tamaa tanga tano
tanzania tatizo tatu taylor temple thamani thanks tisa trust truth tumaini tunu uhuru ujasiri ukombozi unique unity
upendo upright ushindi usiku utukufu uwezo victor victoria victory virtue vumilia wakati ward wema white will winner
wisdom wise witness wonder wood word worth young zaidi zanzibar zawadi
"""
ORDINARY = frozenset(_WORDS.split())
"""Swahili and English words in lower case, with places and technical terms among them."""
