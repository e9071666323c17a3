"""The names of months in common languages, as calendars write them, by number (CLDR).

Names that stand for two months in two languages are left out: the person is asked.
"""

from typing import Final

MONTH_NAMES: Final = {
    1: (
        "ean eanair eanáir ene enero gen gener gennaio ian ianuarie jaan jaanuar jan janeiro "
        "jän jänner januar januara januari january január januára janv janvaris janvier "
        "janvāris janúar led leden ledna oca ocak saus sausio sausis sij sijecanj sijecnja "
        "siječanj siječnja "
        "sty styczen styczeń stycznia tammi tammikuu tammikuuta urt urtarrila xan xaneiro ιαν "
        "ιανουάριοσ ιανουαρίου ιανουαριοσ ιανουαριου січ січень січня янв январь января яну "
        "януари "
    ),
    2: (
        "feabh feabhra feb feber febbraio febr febreiro febrer febrero februar februara februari "
        "februarie februaris february február februára februāris febrúar fev fevereiro fevr "
        "fevrier févr février helmi helmikuu helmikuuta lut lutego luty ots otsaila sub subat "
        "uno unor unora vas vasario vasaris veebr veebruar velj veljaca veljace veljača "
        "veljače úno únor února şub şubat φεβ φεβρουάριοσ φεβρουαρίου φεβρουαριοσ φεβρουαριου "
        "лют лютии лютий лютого фев февр февраль февраля февруари "
    ),
    3: (
        "bre brezen brezna bře březen března kov kovas kovo maalis maaliskuu maaliskuuta maart "
        "mac mar marc marca march marcius marco marec maret mars mart marta martie marts "
        "martxoa marz marzec marzo març março mrt mrz márc március márta mär märts märz ozu "
        "ozujak ozujka ožu ožujak ožujka μάρ μάρτιοσ μαρ μαρτίου μαρτιοσ μαρτιου бер березень "
        "березня мар март марта "
    ),
    4: (
        "abr abril aib aibrean aibreán api apirila apr april aprila aprile aprilie aprilis "
        "aprill apríl apríla aprīlis avr avril bal balandis balandzio balandžio dub duben "
        "dubna huhti huhtikuu huhtikuuta kwi kwiecien kwiecień kwietnia nis nisan tra travanj "
        "travnja ápr április απρ απρίλιοσ απριλίου απριλιοσ απριλιου апр апрель апреля април "
        "квіт квітень квітня "
    ),
    5: (
        "beal bealtaine geg geguze geguzes gegužė gegužės kve kveten kvetna kvě květen května "
        "mag maggio mai maiatza maig maijs maio maj maja majus may mayis mayo mayıs maí mei "
        "máj mája május svi svibanj svibnja touko toukokuu toukokuuta μάι μάιοσ μαι μαιοσ "
        "μαιου маи май мая трав травень травня "
    ),
    6: (
        "birz birzelio birzelis birž birželio birželis cerven cervna cvn cze czerwca czerwiec "
        "eka ekaina giu giugno haz haziran iun iunie juin jun juna june junho juni junij "
        "junijs junio junius juny juuni jún júna június júní jūn jūnijs kesa kesakuu kesakuuta "
        "kesä kesäkuu kesäkuuta lipanj lipnja meith meitheamh xuno xuño červen června čvn ιουν "
        "ιουνίου ιουνιοσ ιουνιου ιούν ιούνιοσ июн июнь июня черв червень червня юни "
    ),
    7: (
        "cervence cervenec cvc heina heinakuu heinakuuta heinä heinäkuu heinäkuuta iuil iul "
        "iulie iúil juil juillet jul jula julai julho juli julij julijs julio juliol julius "
        "july juuli júl júla július júlí jūl jūlijs liep liepa liepos lipca lipiec lug luglio "
        "srpanj srpnja tem temmuz uzt uztaila xul xullo července červenec čvc ιουλ ιουλίου "
        "ιουλιοσ ιουλιου ιούλ ιούλιοσ июл июль июля лип липень липня юли "
    ),
    8: (
        "abu abuztua ago agost agosto agu agust agustos agustus aout août aug august augusta "
        "augusti augusts augustus augusztus avg avgust ağu ağustos elo elokuu elokuuta kol "
        "kolovoz kolovoza lun lunasa lún lúnasa ogo ogos rugp rugpjucio rugpjutis rugpjūtis "
        "rugpjūčio sie sierpien sierpień sierpnia srpen srpna ágú ágúst αυγ αυγουστοσ "
        "αυγουστου αυγούστου αύγ αύγουστοσ авг август августа серп серпень серпня "
    ),
    9: (
        "eyl eylul eylül ira iraila mfomh mfómh rugs rugsejis rugsejo rugsėjis rugsėjo ruj "
        "rujan rujna sep sept september septembra septembre septembrie septembris septiembre "
        "set setiembre setembre setembro settembre syys syyskuu syyskuuta szept szeptember "
        "wrz wrzesien "
        "wrzesień wrzesnia września zar zari zář září σεπ σεπτέμβριοσ σεπτεμβρίου σεπτεμβριοσ "
        "σεπτεμβριου вер вересень вересня сент сентябрь сентября сеп септември "
    ),
    10: (
        "dfomh dfómh eki ekim loka lokakuu lokakuuta oct october octobre octombrie octubre okt "
        "oktober oktobra oktobris oktoober október októbra ott ottobre out outubro paz "
        "pazdziernik pazdziernika paź październik października rij rijen rijna spal spalio "
        "spalis urr urria říj říjen října οκτ οκτωβρίου οκτωβριοσ οκτωβριου οκτώβριοσ жовт "
        "жовтень жовтня окт октомври октябрь октября "
    ),
    11: (
        "aza azaroa kas kasım lapkr lapkricio lapkritis lapkričio listopadu marras marraskuu "
        "marraskuuta noiembrie nov november novembra novembre novembris novembro noviembre nóv "
        "nóvember samh samhain stu studeni studenoga νοέ νοέμβριοσ νοε νοεμβρίου νοεμβριοσ "
        "νοεμβριου лист листопад листопада ное ноември нояб ноябрь ноября "
    ),
    12: (
        "abe abendua ara aralık dec december decembra decembre decembrie decembris decembro "
        "des desember desembre dets detsember dez dezember dezembro dic dicembre diciembre dis "
        "disember déc décembre gru grudnia grudzien grudzień gruod gruodis gruodzio gruodžio "
        "joulu joulukuu joulukuuta noll nollaig pro prosinac prosinca prosince prosinec δεκ "
        "δεκέμβριοσ δεκεμβρίου δεκεμβριοσ δεκεμβριου груд грудень грудня дек декабрь декабря "
        "декември "
    ),
}

NUMBERS: Final = {name: number for number, names in MONTH_NAMES.items() for name in names.split()}
"""The number of each month, 1-12, by its name in lower case without a dot."""
