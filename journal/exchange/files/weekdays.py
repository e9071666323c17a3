"""The days of the week in common languages, as calendars write them (CLDR)."""

from typing import Final

WEEKDAY_NAMES: Final = (
    (
        "hétfő lu lun lundi lunedì lunes ma maanantai maanantaina maandag man mandag mo mon "
        "monday mons montag må mån måndag pazartesi po pon pondelok pondělí poniedziałek pt "
        "pzt seg segunda-feira пн понедельник понеділок 周一 星期一 月 月曜日 월 월요일 "
    ),
    (
        "di dienstag dinsdag kedd ma mar mardi martedì martes sa sal salı ter terça-feira ti "
        "tiistai tiistaina tir tirs tirsdag tis tisdag tu tue tues tuesday ut utorok wt wto "
        "wtorek út úterý вт вторник вівторок 周二 星期二 火 火曜日 화 화요일 "
    ),
    (
        "ke keskiviikko keskiviikkona me mer mercoledì mercredi mi mittwoch mié miércoles on "
        "ons onsdag qua quarta-feira st streda středa sze szerda we wed wednesday weds wo "
        "woensdag ça çar çarşamba śr śro środa середа ср среда 周三 星期三 水 水曜日 수 수요일 "
    ),
    (
        "cs csütörtök czw czwartek do donderdag donnerstag gio giovedì je jeu jeudi ju jue "
        "jueves pe per perşembe qui quinta-feira th thu thur thurs thursday to tor tors "
        "torsdag torstai torstaina čt čtvrtek št štvrtok четвер четверг чт "
        "周四 星期四 木 木曜日 목 목요일 "
    ),
    (
        "cu cum cuma fr fre fredag freitag fri friday pe perjantai perjantaina pi piatok pią "
        "piątek pt pá pátek péntek sex sexta-feira ve ven vendredi venerdì vi vie viernes vr "
        "vrijdag пʼятниця пт пятница 周五 星期五 金 金曜日 금 금요일 "
    ),
    (
        "cmt ct cumartesi la lauantai lauantaina lö lör lördag lø lør lørdag sa sab sabato "
        "sam samedi samstag sat saturday so sob sobota sonnabend szo szombat sáb sábado za "
        "zaterdag сб суббота субота 周六 土 土曜日 星期六 토 토요일 "
    ),
    (
        "di dim dimanche do dom domenica domingo ne nedeľa neděle nie niedz niedziela pa paz "
        "pazar so sonntag su sun sunday sunnuntai sunnuntaina sö sön söndag sø søn søndag "
        "vasárnap zo zondag воскресенье вс нд неділя 周日 日 日曜日 星期日 일 일요일 "
    ),
)
"""Those of Monday first."""

WEEKDAYS: Final = {
    name: frozenset(at for at, names in enumerate(WEEKDAY_NAMES) if name in names.split())
    for every in WEEKDAY_NAMES
    for name in every.split()
}


def weekdays_of(text: str) -> frozenset[int]:
    """The days a name stands for, Monday being 0; several where languages share it, or none."""
    return WEEKDAYS.get(text.strip(" .,:()").casefold(), frozenset())
