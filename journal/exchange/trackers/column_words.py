"""The words by which the columns of any table are known, in the languages people keep them."""

import re
from typing import Final

from journal.exchange.files.likely_use import words_of
from journal.exchange.files.pain_words import PAIN_WORDS, SPASM_WORDS, SPASMS
from journal.exchange.files.use_words import EXERCISE_WORDS, word_set
from journal.exchange.trackers.scale_names import SCALE

Names = frozenset[str]


def phrase_set(text: str) -> frozenset[str]:
    """The words of a text that lists some, and what is said in several words."""
    return frozenset(text.split("|"))


START_WORDS: Final = word_set(
    "start started starts begin began beginning onset from von desde van beginn anfang début "
    "debut inicio inizio "
    "início początek начало"
)
END_WORDS: Final = word_set(
    "end ended ends finish finished until to ende fin fine stopped stop bis eased "
    "koniec конец fim slut einde loppu"
)
LENGTH_WORDS: Final = word_set(
    "duration lasted length long minutes mins min hours hrs dauer dauerte länge durée duree "
    "duración duracion duração duracao durata "
    "duração elapsed moving verstrichene bewegungszeit écoulé déplacement transcurrido trascorso "
    "decorrido verstreken duur varaktighet längd varighed kesto czas trwania длительность "
    "продолжительность süre"
)
TIME_WORDS: Final = word_set(
    "time clock hour uhrzeit zeit heure hora ora tid tijd kello "
    "klo klokke klokken klokkeslett klokkeslæt tidspunkt tijdstip uur godzina время saat óra čas "
    "klockan kellonaika hodina ώρα час 時刻 時間 时间 時間帯 시간"
)
DATE_WORDS: Final = word_set(
    "date day datum tag jour fecha día data giorno dato dag when timestamp "
    "dátum dzień den dia дата день tarih päivä pvm päivämäärä data 日付 日期 날짜"
)
MONTH_WORDS: Final = word_set(
    "month monat mois mes mese maand miesiąc mês månad måned měsíc kuukausi ay месяц hónap 月"
)
WEEK_WORDS: Final = word_set("week woche kw semaine semana settimana uke vecka tydzień")
YEAR_WORDS: Final = word_set("year jahr année an año anno jaar rok ano år vuosi yıl год év 年")
LEVEL_WORDS: Final = PAIN_WORDS | word_set(
    "level intensity severity score rating nrs vas strength intensität stärke "
    "intensidad intensité "
    "intensità intensidade schmerzstärke schmerzlevel schmerzskala painlevel backpain smärtnivå "
    "nasilenie сила интенсивность şiddet intensiteit sterkte styrka"
)
ATTACKS: Final = SPASMS | word_set("attacks episodes flares crises anfälle")
"""Several: with a number, how many there were."""
ATTACK_WORDS: Final = (
    SPASM_WORDS
    | ATTACKS
    | word_set("attack episode flare anfall crise crisis attacco aanval atak приступ")
)
"""Spasms and the like: each has a time of its own."""
COMPLAINT_WORDS: Final = ATTACK_WORDS | word_set("migraine headache symptom symptoms aura")
"""What a row may be one of."""
WORST_WORDS: Final = word_set(
    "worst max maximum peak highest schlimmste schlimmster "
    "maximal maximaal massimo máximo pire peor peggiore pior top najgorszy худшая"
)
LEAST_WORDS: Final = word_set("least lowest minimum min best geringster geringste mínimo minimo")
NOW_WORDS: Final = word_set(
    "now current currently jetzt aktuell actuel actuelle ahora actual adesso attuale nu agora"
)
AVERAGE_WORDS: Final = word_set(
    "average avg mean ø schnitt durchschnitt mittel mittelwert moyenne promedio media média "
    "overall gemiddeld "
    "gemiddelde średnia средняя ortalama medel keskiarvo"
)
BEFORE_WORDS: Final = word_set("before prior vorher davor avant antes prima voor före przed до")
AFTER_WORDS: Final = word_set(
    "after afterwards nachher danach après después depois dopo efter po после"
)
PART_WORDS: Final = {
    "morning": word_set(
        "morning am vorm morgen morgens früh matin mañana mattina waking "
        "ochtend ochtends manhã manhãs morgon morgnar rano poranek ráno vormittag vormittags "
        "mañanas mattino matinée förmiddag утро sabah aamu"
    ),
    "noon": word_set(
        "noon midday lunch mittag mittags midi mediodía mezzogiorno południe lunchtime"
    ),
    "afternoon": word_set(
        "afternoon nachm nachmittag nachmittags tarde tardes pomeriggio middag middags "
        "eftermiddag popołudnie "
        "odpoledne день öğleden"
    ),
    "evening": word_set(
        "evening pm abds abend abends soir soirée sera serale avond avonds kväll aften wieczór "
        "wieczorem "
        "večer вечер akşam ilta"
    ),
    "night": word_set(
        "night nacht nachts nuit noche noches notte bedtime noite natt noc nocą nocy ночь gece yö"
    ),
}
NAME_WORDS: Final = word_set(
    "övning øvelse harjoitus exercise activity workout habit habitname übung ejercicio exercice "
    "aktivität aktivitätstyp aktivitätsart activité actividad attività "
    "esercizio exercício oefening ćwiczenie упражнение egzersiz"
)
TITLE_WORDS: Final = word_set("name nom nombre nome naam title titel titre título titolo")
METHOD_WORDS: Final = word_set(
    "helped helps remedies therapy therapie thérapie terapia behandlung maßnahme tratamiento "
    "traitement behandeling zabieg "
    "medication medicine treatment relief remedy medikament médicament "
    "farmaci dose dosis dosage leki medikamente medikation médicaments medicamentos remédio "
    "remédios "
    "medicin mediciner läkemedel meds "
    "medicamento medicina farmaco medicijn medicijnen lek lekarstwo лекарство ilaç drug "
    "drugs pill "
    "pills painkiller painkillers schmerzmittel tablette tabletten"
)
MEDICINE_WORDS: Final = word_set(
    "medication medications medicine medicines meds medikament medikamente medikation médicament "
    "médicaments medicamento medicamentos medicament farmaco farmaci medicin mediciner läkemedel "
    "medicina medicijn medicijnen lek leki lekarstwo лекарство ilaç drug drugs pill pills tablet "
    "tablets tablette tabletten painkiller painkillers schmerzmittel analgesic analgesics"
)
"""A column that says which medicine was taken, whatever stands in it."""
TAKEN_WORDS: Final = word_set(
    "taken took take genommen eingenommen used tried pris tomado preso ingenomen wzięte"
)
"""A column that may say so: its cells tell."""
DOSE_WORDS: Final = word_set("dose doses dosis dosage dosierung posologie dosi dawka dávka доза")
"""A column that says how much of a medicine was taken."""
OF_MEDICINES: Final = DOSE_WORDS | word_set(
    "helped helps help effect effects effective wirkung side "
    "nebenwirkung nebenwirkungen cost count number reminder"
)
"""With one of these, a column says something else of medicines than which."""
NONE_WORDS: Final = word_set(
    "none no not nothing nil zero without didn kein keine keinen keins nichts ohne aucun aucune "
    "rien ninguno ninguna nada nessuno nessuna niente nenhum nenhuma geen niets ingen inget brak "
    "нет"
)
TRIGGER_WORDS: Final = word_set(
    "trigger triggers cause causes auslöser ursache ursachen déclencheur déclencheurs gatilho "
    "gatilhos desencadenante desencadenantes fattori causa causas aanleiding utløser udløser"
)
SYMPTOM_WORDS: Final = word_set("symptom symptoms symptome")
NOTE_WORDS: Final = word_set(
    "beschreibung aktivitätsbeschreibung descripción descrizione descrição omschrijving "
    "note notes comment comments remark remarks bemerkung bemerkungen notiz notizen description "
    "commenttext milestone kommentar notas nota commentaire "
    "remarque remarques opmerking opmerkingen notities observación observaciones "
    "observações uwagi "
    "notatka заметка заметки комментарий примечание not notlar "
    "notitie poznámka poznámky megjegyzés uwaga anotações anotação nota bemærkning merknad "
    "kommentarer huomautus annotazioni appunti "
    "anteckning anteckningar memo 備考 メモ 备注 備註 비고 메모 σημειώσεισ σημείωση σχόλια"
)
DONE_WORDS: Final = word_set(
    "done completed complete finished erledigt gemacht fait hecho outcome status "
    "fatto feito gedaan gjort zrobione сделано did"
)
SIDE_COLUMN_WORDS: Final = word_set(
    "side seite côté cote lado lato zijde kant strona sida сторона taraf"
)
ZONE_WORDS: Final = word_set("zone timezone tz zeitzone fuseau utc offset")
SLEEP_WORDS: Final = word_set(
    "sleep slept schlaf sommeil sueño sonno sono slaap sömn sen сон uyku"
)
STRESS_WORDS: Final = word_set("stress stressed stressig estrés stres стресс")
COUNTS: Final = {
    "reps": word_set(
        "reps rep repetitions wiederholungen wdh répétitions repeticiones ripetizioni repetições "
        "herhalingen upprepningar repetitioner repetisjoner gentagelser toistot powtórzenia "
        "powtórzeń opakování повторения повторы tekrar count"
    ),
    "sets": word_set("sets set sätze séries série series serie serier serii sarjat подходы"),
    "hold_seconds": word_set("hold held seconds secs sec"),
}
SUBJECT_WORDS: Final = word_set(
    "symptom symptoms symptome type kind name condition problem complaint location where "
    "area site "
    "place part region body what beschwerde beschwerden ort stelle wo lieu où zona sitio "
    "dónde lugar "
    "dove luogo sintomo síntoma sintoma symptôme plaats klacht miejsce objaw место симптом"
)
"""A column that may say what hurts, or where."""
OTHER_NUMBERS: Final = word_set(
    "id number no nr count steps step weight age year month week km miles mi distance temperature "
    "temp pulse heart hr bp mood energy fatigue anxiety calories kcal water coffee "
    "alcohol schritte "
    "gewicht stimmung pas humeur pasos peso ánimo"
)
"""Numbers that are no pain levels, whatever their size."""
NO_LEVELS: Final = frozenset().union(
    SLEEP_WORDS, STRESS_WORDS, EXERCISE_WORDS, LENGTH_WORDS, OTHER_NUMBERS, DATE_WORDS, TIME_WORDS,
    *COUNTS.values(),
)  # fmt: skip
"""With one of these, a number from 0 to 10 is no pain level."""
DISTANCES: Final = word_set(
    "km kilometer kilometers kilometre kilometres mi mile miles meter meters metre metres m steps "
    "schritte pas pasos kcal calories laps"
)

NUMBERING_WORDS: Final = word_set("id no nr number index nummer numéro número numero nº lp row")
"""A column that numbers the rows, where it counts from 1."""
COUNT_WORDS: Final = word_set(
    "number count anzahl nombre número numero aantal antal liczba quantidade many times "
    "häufigkeit frequency fréquence frecuencia"
)
"""A column that counts something: spasms a day, and no level of them."""
QUALITY_WORDS: Final = word_set(
    "quality score rating scale level qualität qualité calidad qualità qualidade kwaliteit "
    "kvalitet jakość"
)
"""With one of these, a number about sleep says how good it was, and not how long."""

YES: Final = phrase_set(
    "yes|y|true|ja|j|oui|sí|si|sì|sim|x|✓|✔|✅|☑|*|•|●|■|√|v|wahr|vrai|verdadero|"
    "verdadeiro|vero|waar|sant|prawda|✔️|👍|tak|ok|done|completed|erledigt|1"
)
NO: Final = phrase_set(
    "no|n|false|nein|non|não|nee|nej|0|-|–|—|✗|✘|❌|☐|falsch|faux|falso|onwaar|falskt|"
    "fałsz|☒|✖|👎|nie|no hecho|skip|skipped|missed|rest|rest day|not done|nicht gemacht|"
    "nicht geschafft|pas fait|non fait|niet gedaan|niet|nie zrobione|non fatto|não feito|"
    "didn't|forgot|ausgelassen|vergessen|none"
)
PARTLY: Final = word_set(
    "partly half partial partially some teilweise halb halbe moitié parcial parzialmente"
)
STILL_ON: Final = phrase_set(
    "ongoing|still|still going|still going on|still on|not over|in progress|continuing|läuft|"
    "läuft noch|andauernd|dauert an|hält an|noch da|noch nicht vorbei|continua|en cours|en curso|"
    "in corso|em curso|nog bezig|w toku|pågår|сейчас"
)
NOT_GIVEN: Final = word_set(
    "n/a n.a. n.a na k.a. k.a #n/a null nan ? ?? . .. … ./. -- ---"
) | frozenset(["keine angabe", "nicht erfasst", "no answer", "no data", "no entry", "sin datos"])
"""What people and spreadsheets write where they have nothing to write."""
SUMMARY: Final = phrase_set(
    "average|avg|mean|subtotal|ø|średnia|razem|totaal|zwischensumme|summa|medelvärde|moy|"
    "итого|среднее|total|sum|median|minimum|maximum|min|max|count|durchschnitt|mittel|"
    "mittelwert|schnitt|summe|gesamt|anzahl|moyenne|somme|promedio|media|suma|somma|"
    "totale|gemiddelde"
)
"""With one of these, a row sums up those above it and is none of its own."""


def words(key: str) -> Names:
    """The words of a column's name, but for what stands in brackets and for its scale."""
    plain = re.sub(r"[(\[][^)\]]*[)\]]", " ", key.replace("_", " ").casefold())
    return frozenset(words_of(SCALE.sub(" ", plain)))


def says_end(cell: str) -> bool:
    """Whether the cell of an end, or of a length, gives one: not that there is none yet."""
    return bool(_bare(cell)) and not says_still_on(cell) and cell.casefold() not in NOT_GIVEN


def says_still_on(cell: str) -> bool:
    """Whether the cell of an end, or of a length, says that there is none yet."""
    return _bare(cell) in STILL_ON


def _bare(cell: str) -> str:
    return cell.casefold().strip(" .!?-–—")
