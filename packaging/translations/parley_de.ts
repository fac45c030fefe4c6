<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Parley</source>
        <translation>Über Parley</translation>
    </message>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>Version {version}</translation>
    </message>
    <message>
        <source>A desktop client for OpenRouter and any OpenAI-compatible endpoint. MIT license.</source>
        <translation>Ein Desktop-Programm für OpenRouter und jeden OpenAI-kompatiblen Endpunkt. MIT-Lizenz.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>AccountScreen</name>
    <message>
        <source>Demonstration: not a language model</source>
        <translation>Demonstration: kein Sprachmodell</translation>
    </message>
    <message>
        <source>key from the keyring</source>
        <translation>Schlüssel aus dem Schlüsselbund</translation>
    </message>
    <message>
        <source>key from OPENROUTER_API_KEY</source>
        <translation>Schlüssel aus OPENROUTER_API_KEY</translation>
    </message>
    <message>
        <source>key for this run only</source>
        <translation>Schlüssel nur bis zum Beenden</translation>
    </message>
    <message>
        <source>A key is kept in the keyring.</source>
        <translation>Ein Schlüssel liegt im Schlüsselbund.</translation>
    </message>
    <message>
        <source>The key of OPENROUTER_API_KEY is used in this run, before any that is kept.</source>
        <translation>In dieser Sitzung gilt der Schlüssel aus OPENROUTER_API_KEY, vor jedem aufbewahrten.</translation>
    </message>
    <message>
        <source>A key is used for this run only.</source>
        <translation>Ein Schlüssel gilt nur für diese Sitzung.</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>The key is kept, but could not be checked. {why}</source>
        <translation>Der Schlüssel ist aufbewahrt, konnte aber nicht geprüft werden. {why}</translation>
    </message>
    <message>
        <source>The key is kept. This endpoint cannot check keys.</source>
        <translation>Der Schlüssel ist aufbewahrt. Dieser Endpunkt kann keine Schlüssel prüfen.</translation>
    </message>
    <message>
        <source>The key is deleted.</source>
        <translation>Der Schlüssel ist gelöscht.</translation>
    </message>
    <message>
        <source>This is no address such as {example}.</source>
        <translation>Das ist keine Adresse wie {example}.</translation>
    </message>
</context>
<context>
    <name>AgeBar</name>
    <message>
        <source>Refresh the list</source>
        <translation>Liste aktualisieren</translation>
    </message>
</context>
<context>
    <name>AttachmentChip</name>
    <message>
        <source>Remove {name}</source>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>AttachmentStrip</name>
    <message>
        <source>Attachments</source>
        <translation>Anhänge</translation>
    </message>
    <message>
        <source>Shows the next of them; Delete removes them all</source>
        <translation>Zeigt den nächsten davon; Entf entfernt sie alle</translation>
    </message>
    <message>
        <source>Drop or paste pictures or files here</source>
        <translation>Bilder oder Dateien hierher ziehen oder einfügen</translation>
    </message>
</context>
<context>
    <name>AttachmentsScreen</name>
    <message>
        <source>Already attached: {name}</source>
        <translation>Schon angehängt: {name}</translation>
    </message>
    <message>
        <source>Removed: {name}</source>
        <translation>Entfernt: {name}</translation>
    </message>
    <message>
        <source>Removed: {n} attachments</source>
        <translation>Entfernt: {n} Anhänge</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>CatalogScreen</name>
    <message>
        <source>The new list has only {n} models, the current one {all}. It may be incomplete.</source>
        <translation>Die neue Liste hat {n} Modelle, die bisherige {all}. Vielleicht ist sie unvollständig.</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Nehmen</translation>
    </message>
    <message>
        <source>Keep current list</source>
        <translation>Meine behalten</translation>
    </message>
</context>
<context>
    <name>ChangesScreen</name>
    <message>
        <source>Save what changed</source>
        <translation>Änderungen speichern</translation>
    </message>
    <message>
        <source>Models of {address}</source>
        <translation>Modelle von {address}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Gespeichert: {file}</translation>
    </message>
</context>
<context>
    <name>ChangesTree</name>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Änderung</translation>
    </message>
    <message>
        <source>{change} ({time})</source>
        <translation>{change} ({time})</translation>
    </message>
</context>
<context>
    <name>ChangesView</name>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>Since you last looked</source>
        <translation>Seit Du zuletzt nachgesehen hast</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 Tage</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 Tage</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 Jahr</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Ordnung</translation>
    </message>
    <message>
        <source>By day</source>
        <translation>Nach Tagen</translation>
    </message>
    <message>
        <source>By model</source>
        <translation>Nach Modellen</translation>
    </message>
    <message>
        <source>Favorites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Models that you asked</source>
        <translation>Modelle, die Du gefragt hast</translation>
    </message>
    <message>
        <source>Save as JSON…</source>
        <translation>Als JSON speichern …</translation>
    </message>
    <message>
        <source>Save as feed…</source>
        <translation>Als Feed speichern …</translation>
    </message>
    <message>
        <source>The last {n} days</source>
        <translation>Die letzten {n} Tage</translation>
    </message>
    <message>
        <source>{n} changes</source>
        <translation>{n} Änderungen</translation>
    </message>
    <message>
        <source>{n} changes, the newest {most} below</source>
        <translation>{n} Änderungen, die neuesten {most} darunter</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 Änderung</translation>
    </message>
    <message>
        <source>Nothing here is about the models you search for.</source>
        <translation>Nichts davon betrifft ein gesuchtes Modell.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Nothing here has ever changed.</source>
        <translation>Hier hat sich noch nie etwas geändert.</translation>
    </message>
    <message>
        <source>Nothing here has changed since you last looked.</source>
        <translation>Hier hat sich seit dem letzten Nachsehen nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing here has changed in that time.</source>
        <translation>Hier hat sich in dieser Zeit nichts geändert.</translation>
    </message>
    <message>
        <source>Show all that ever changed</source>
        <translation>Alle Änderungen zeigen</translation>
    </message>
</context>
<context>
    <name>ChartView</name>
    <message>
        <source>Axes</source>
        <translation>Achsen</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>{n} ausgewählt</translation>
    </message>
    <message>
        <source>hollow points do not suit this chat</source>
        <translation>hohle Punkte passen nicht zu diesem Chat</translation>
    </message>
    <message>
        <source>{n} models without these figures are not shown · hollow points do not suit this chat</source>
        <translation>{n} Modelle ohne diese Zahlen fehlen · hohle Punkte passen nicht zu diesem Chat</translation>
    </message>
    <message>
        <source>1 model without these figures is not shown · hollow points do not suit this chat</source>
        <translation>1 Modell ohne diese Zahlen fehlt · hohle Punkte passen nicht zu diesem Chat</translation>
    </message>
</context>
<context>
    <name>ChatPane</name>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>The model that is asked</source>
        <translation>Das Modell, das gefragt wird</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Anderes Modell wählen</translation>
    </message>
    <message>
        <source>This list does not have this model</source>
        <translation>Dieses Modell steht nicht in der Liste</translation>
    </message>
</context>
<context>
    <name>ChatScreen</name>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Pictures between the pasted words that were not attached: {n}</source>
        <translation>Bilder zwischen den eingefügten Wörtern, die nicht angehängt wurden: {n}</translation>
    </message>
    <message>
        <source>Attach them</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>The words were pasted. A picture of them is on the clipboard too.</source>
        <translation>Die Wörter sind eingefügt. In der Zwischenablage liegt auch ein Bild davon.</translation>
    </message>
    <message>
        <source>Attach it</source>
        <translation>Anhängen</translation>
    </message>
    <message>
        <source>Remove them</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>The pasted text has invisible characters: {n}.</source>
        <translation>Das Eingefügte enthält unsichtbare Zeichen: {n}.</translation>
    </message>
    <message>
        <source>Go on waiting</source>
        <translation>Weiter warten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Search syntax</source>
        <translation>Wonach Du suchen kannst</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>In the line</source>
        <translation>In der Zeile</translation>
    </message>
    <message>
        <source>Finds models</source>
        <translation>Findet Modelle</translation>
    </message>
    <message>
        <source>All of it must hold; a minus in front asks for the opposite. What the list does not state of a model meets neither a condition nor its opposite. Return or a double click puts an example into the line.</source>
        <translation>Alles muss zugleich gelten; ein Minus davor fragt nach dem Gegenteil. Was die Liste von einem Modell nicht angibt, erfüllt weder eine Bedingung noch ihr Gegenteil. Die Eingabetaste oder ein Doppelklick schreibt ein Beispiel in die Zeile.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>with these words in name, id, author or description</source>
        <translation>mit diesen Wörtern in Name, ID, Hersteller oder Beschreibung</translation>
    </message>
    <message>
        <source>with exactly this</source>
        <translation>mit genau diesem Wortlaut</translation>
    </message>
    <message>
        <source>without this word</source>
        <translation>ohne dieses Wort</translation>
    </message>
    <message>
        <source>that see pictures, the same as in:image</source>
        <translation>die Bilder sehen, ebenso wie in:image</translation>
    </message>
    <message>
        <source>that take audio; also file, video, text</source>
        <translation>die Ton annehmen; auch file, video, text</translation>
    </message>
    <message>
        <source>that draw pictures</source>
        <translation>die Bilder zeichnen</translation>
    </message>
    <message>
        <source>under 1 USD per million input tokens</source>
        <translation>unter 1 USD je Million Token der Eingabe</translation>
    </message>
    <message>
        <source>at most 15 USD per million output tokens</source>
        <translation>höchstens 15 USD je Million Token der Ausgabe</translation>
    </message>
    <message>
        <source>that cost nothing</source>
        <translation>die nichts kosten</translation>
    </message>
    <message>
        <source>with a context of at least 200,000 tokens; or 1M</source>
        <translation>mit einem Kontext von mindestens 200.000 Token; oder 1M</translation>
    </message>
    <message>
        <source>of this author, as in the id; its beginning will do</source>
        <translation>dieses Herstellers, wie in der ID; sein Anfang genügt</translation>
    </message>
    <message>
        <source>of this connection, among all that were used; its beginning will do</source>
        <translation>dieser Verbindung, unter allen bisher benutzten; der Anfang genügt</translation>
    </message>
    <message>
        <source>that know this parameter</source>
        <translation>die diesen Parameter kennen</translation>
    </message>
    <message>
        <source>with a provider that keeps no data</source>
        <translation>mit einem Anbieter, der keine Daten behält</translation>
    </message>
    <message>
        <source>listed in the last 30 days; or 2w, 6m, 1y</source>
        <translation>die in den letzten 30 Tagen erschienen sind; oder 2w, 6m, 1y</translation>
    </message>
    <message>
        <source>whose entry changed in the last 7 days</source>
        <translation>deren Eintrag sich in den letzten 7 Tagen geändert hat</translation>
    </message>
    <message>
        <source>that will not be removed within 90 days</source>
        <translation>die nicht innerhalb von 90 Tagen entfernt werden</translation>
    </message>
    <message>
        <source>that are no longer listed</source>
        <translation>die nicht mehr in der Liste sind</translation>
    </message>
    <message>
        <source>that the settings of your account do not exclude</source>
        <translation>die durch die Einstellungen Deines Kontos nicht ausgeschlossen sind</translation>
    </message>
    <message>
        <source>that are favorites</source>
        <translation>die Favoriten sind</translation>
    </message>
    <message>
        <source>that you asked in the last 30 days</source>
        <translation>die Du in den letzten 30 Tagen gefragt hast</translation>
    </message>
    <message>
        <source>with a tag of yours</source>
        <translation>mit einem Schlagwort von Dir</translation>
    </message>
    <message>
        <source>with these letters in your note; words alone find notes and tags too</source>
        <translation>mit diesen Buchstaben in Deiner Notiz; Wörter allein finden auch Notizen und Schlagwörter</translation>
    </message>
    <message>
        <source>what suits this chat first</source>
        <translation>was zu diesem Chat passt zuerst</translation>
    </message>
    <message>
        <source>cheapest first; sort:-price for the dearest</source>
        <translation>die billigsten zuerst; sort:-price die teuersten</translation>
    </message>
</context>
<context>
    <name>ChipGrid</name>
    <message>
        <source>{why} Its menu tries again.</source>
        <translation>{why} Im Menü: noch einmal versuchen.</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
</context>
<context>
    <name>ChipMenu</name>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsehen</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>&amp;Noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Show the picture from {host}</source>
        <translation>&amp;Bild von {host} zeigen</translation>
    </message>
    <message>
        <source>No editing and no other size: its original was not kept</source>
        <translation>Nicht zu bearbeiten, keine andere Größe: das Original wurde nicht aufbewahrt</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Move earlier</source>
        <translation>Nach vorn</translation>
    </message>
    <message>
        <source>Move later</source>
        <translation>Nach hinten</translation>
    </message>
    <message>
        <source>&amp;Fetch it here, and send the picture itself</source>
        <translation>&amp;Hier holen und das Bild selbst senden</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>Bea&amp;rbeiten …</translation>
    </message>
    <message>
        <source>Keep &amp;metadata, with the place</source>
        <translation>&amp;Metadaten behalten, auch den Ort</translation>
    </message>
    <message>
        <source>Keep &amp;metadata</source>
        <translation>&amp;Metadaten behalten</translation>
    </message>
    <message>
        <source>already this size</source>
        <translation>gleiche Größe</translation>
    </message>
    <message>
        <source>&amp;Previous frame</source>
        <translation>Vor&amp;heriges Bild</translation>
    </message>
    <message>
        <source>&amp;Next frame</source>
        <translation>Näch&amp;stes Bild</translation>
    </message>
    <message>
        <source>&amp;Previous page</source>
        <translation>Vor&amp;herige Seite</translation>
    </message>
    <message>
        <source>&amp;Next page</source>
        <translation>Näch&amp;ste Seite</translation>
    </message>
    <message>
        <source>All &amp;frames, as it came</source>
        <translation>Alle &amp;Bilder, wie sie kamen</translation>
    </message>
</context>
<context>
    <name>ColumnMenu</name>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Wie am Anfang</translation>
    </message>
    <message>
        <source>Move “{column}” left</source>
        <translation>„{column}“ nach links</translation>
    </message>
    <message>
        <source>Move “{column}” right</source>
        <translation>„{column}“ nach rechts</translation>
    </message>
    <message>
        <source>Move “{column}” to the front</source>
        <translation>„{column}“ an den Anfang</translation>
    </message>
</context>
<context>
    <name>CompareTableModel</name>
    <message>
        <source>not stated</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>{fact} of {model}: {value}, the best</source>
        <translation>{fact} von {model}: {value}, am besten</translation>
    </message>
    <message>
        <source>{fact} of {model}: {value}</source>
        <translation>{fact} von {model}: {value}</translation>
    </message>
    <message>
        <source>{model}, looked at</source>
        <translation>{model}, wird angesehen</translation>
    </message>
    <message>
        <source>{fact}, differs</source>
        <translation>{fact}, verschieden</translation>
    </message>
</context>
<context>
    <name>CompareView</name>
    <message>
        <source>Only what differs</source>
        <translation>Nur Unterschiede</translation>
    </message>
    <message>
        <source>Select two to five models in the table or in the chart.</source>
        <translation>Wähle zwei bis fünf Modelle in der Tabelle oder im Diagramm.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Vergleich</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Copy as CSV</source>
        <translation>Als CSV kopieren</translation>
    </message>
    <message>
        <source>The first {most} of the {n} that are selected</source>
        <translation>Die ersten {most} der {n} ausgewählten</translation>
    </message>
    <message>
        <source>{n} models without these figures are not in the chart</source>
        <translation>{n} Modelle ohne diese Zahlen fehlen im Diagramm</translation>
    </message>
    <message>
        <source>1 model without these figures is not in the chart</source>
        <translation>1 Modell ohne diese Zahlen fehlt im Diagramm</translation>
    </message>
</context>
<context>
    <name>Completer</name>
    <message>
        <source>Completions</source>
        <translation>Vorschläge</translation>
    </message>
</context>
<context>
    <name>ComposerPanel</name>
    <message>
        <source>Stop editing</source>
        <translation>Bearbeiten beenden</translation>
    </message>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>At most {most} files at a time. Left out: {n}.</source>
        <translation>Höchstens {most} Dateien auf einmal. Weggelassen: {n}.</translation>
    </message>
    <message>
        <source>This picture has more than {n} million pixels. Save it as a file and drop that.</source>
        <translation>Dieses Bild hat mehr als {n} Millionen Pixel. Als Datei gespeichert lässt es sich hierher ziehen.</translation>
    </message>
    <message>
        <source>Nothing arrived from the other program. Save it as a file there, and drop that.</source>
        <translation>Vom anderen Programm kam nichts an. Dort als Datei speichern, dann diese ablegen.</translation>
    </message>
    <message>
        <source>This text has {n} million characters; a question takes at most {most} million.</source>
        <translation>Dieser Text hat {n} Millionen Zeichen; in eine Frage passen höchstens {most} Millionen.</translation>
    </message>
    <message>
        <source>What was copied is too long a page to be read here. Copy its words alone.</source>
        <translation>Das Kopierte ist eine Seite, die zu lang ist, um hier gelesen zu werden. Am besten nur ihre Wörter kopieren.</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Title of the chat</source>
        <translation>Titel des Chats</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Chats</source>
        <translation>Chats</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich geändert hat</translation>
    </message>
    <message>
        <source>Chats are listed here.</source>
        <translation>Hier stehen die Chats.</translation>
    </message>
</context>
<context>
    <name>ConversationListModel</name>
    <message>
        <source>news</source>
        <translation>Neuigkeiten</translation>
    </message>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>open</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>being answered</source>
        <translation>wird beantwortet</translation>
    </message>
</context>
<context>
    <name>CountLine</name>
    <message>
        <source>{n} of {all}</source>
        <translation>{n} von {all}</translation>
    </message>
    <message>
        <source>{n} elsewhere</source>
        <translation>{n} anderswo</translation>
    </message>
    <message>
        <source>{n} retired</source>
        <translation>{n} frühere</translation>
    </message>
    <message>
        <source>incl. {kinds}</source>
        <translation>inkl. {kinds}</translation>
    </message>
    <message>
        <source>Among them are models of other connections, and such as are no longer listed.</source>
        <translation>Darunter sind Modelle anderer Verbindungen und solche, die nicht mehr in der Liste stehen.</translation>
    </message>
    <message>
        <source>{n} not for chats</source>
        <translation>{n} nicht für Chats</translation>
    </message>
    <message>
        <source>Left out here: models that answer batch requests only, or with neither text nor pictures.</source>
        <translation>Hier fehlen Modelle, die nur in Stapeln oder weder mit Text noch mit Bildern antworten.</translation>
    </message>
</context>
<context>
    <name>DropTarget</name>
    <message>
        <source>At most {n} files at a time</source>
        <translation>Höchstens {n} Dateien auf einmal</translation>
    </message>
    <message>
        <source>Drop the text → it becomes text of the question</source>
        <translation>Text ablegen → er wird Text der Frage</translation>
    </message>
    <message>
        <source>Nothing of this can be attached</source>
        <translation>Davon kann nichts angehängt werden</translation>
    </message>
    <message>
        <source>{what}
Its name says that it can perhaps not be attached</source>
        <translation>{what}
Dem Namen nach lässt sie sich vielleicht nicht anhängen</translation>
    </message>
    <message>
        <source>{what}
One of them, by its name, can perhaps not be attached</source>
        <translation>{what}
Eine davon lässt sich dem Namen nach vielleicht nicht anhängen</translation>
    </message>
    <message>
        <source>{what}
{n} of them, by their names, can perhaps not be attached</source>
        <translation>{what}
{n} davon lassen sich den Namen nach vielleicht nicht anhängen</translation>
    </message>
    <message>
        <source>Programs, archives and office documents cannot be attached
Export a document as PDF first</source>
        <translation>Programme, Archive und Office-Dokumente lassen sich nicht anhängen
Ein Dokument zuerst als PDF exportieren</translation>
    </message>
    <message>
        <source>Dropped picture</source>
        <translation>Abgelegtes Bild</translation>
    </message>
    <message>
        <source>This program hands over no file: save it first, then drop that</source>
        <translation>Dieses Programm übergibt keine Datei: speichere sie erst und zieh dann die hierher</translation>
    </message>
    <message>
        <source>Drop the path → what is there is attached
If nothing is, it becomes text of the question</source>
        <translation>Pfad ablegen → was dort liegt, wird angehängt
Liegt dort nichts, wird er Text der Frage</translation>
    </message>
    <message>
        <source>Drop the paths → what is there is attached
If one leads nowhere, they become text of the question</source>
        <translation>Pfade ablegen → was dort liegt, wird angehängt
Führt einer ins Leere, werden sie Text der Frage</translation>
    </message>
</context>
<context>
    <name>EditingScreen</name>
    <message>
        <source>Editing an earlier question · Esc leaves it as it was</source>
        <translation>Eine frühere Frage wird bearbeitet · Esc lässt sie, wie sie war</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The question stays as it was.</source>
        <translation>Die Frage bleibt, wie sie war.</translation>
    </message>
</context>
<context>
    <name>ElsewhereScreen</name>
    <message>
        <source>Use at {place}</source>
        <translation>Bei {place} verwenden</translation>
    </message>
    <message>
        <source>The list of {place} is left out until it is loaded again.</source>
        <translation>Die Liste von {place} bleibt weg, bis sie wieder geladen wird.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Now asking {model} at {place}.</source>
        <translation>Gefragt wird jetzt {model}, bei {place}.</translation>
    </message>
    <message>
        <source>Back to {place}</source>
        <translation>Zurück zu {place}</translation>
    </message>
</context>
<context>
    <name>EndpointDialog</name>
    <message>
        <source>Another endpoint</source>
        <translation>Anderer Endpunkt</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>The base URL of any OpenAI-compatible server. A server of your own may need no key.</source>
        <translation>Die Basis-URL eines OpenAI-kompatiblen Servers. Ein eigener Server braucht womöglich keinen Schlüssel.</translation>
    </message>
    <message>
        <source>{name}: {url}</source>
        <translation>{name}: {url}</translation>
    </message>
    <message>
        <source>Means {url}</source>
        <translation>Gemeint ist {url}</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>No preview</source>
        <translation>Keine Vorschau</translation>
    </message>
</context>
<context>
    <name>FilterChips</name>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Sees pictures</source>
        <translation>Sieht Bilder</translation>
    </message>
    <message>
        <source>Show only models that take pictures</source>
        <translation>Nur Modelle zeigen, die Bilder annehmen</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Abilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Media</source>
        <translation>Medien</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in the conversation</source>
        <translation>In der Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Match case and accents</source>
        <translation>Groß-/Kleinschreibung und Akzente beachten</translation>
    </message>
    <message>
        <source>Aa</source>
        <translation>Aa</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Vorige Stelle</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächste Stelle</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{count}…</source>
        <translation>{count}…</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
    <message>
        <source>No results</source>
        <translation>Nichts gefunden</translation>
    </message>
</context>
<context>
    <name>Finding</name>
    <message>
        <source>No models are listed here.</source>
        <translation>Hier sind keine Modelle aufgeführt.</translation>
    </message>
    <message>
        <source>Refresh the list</source>
        <translation>Liste aktualisieren</translation>
    </message>
    <message>
        <source>Show them anyway</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>Nothing that was found is in this group.</source>
        <translation>Nichts vom Gefundenen ist in dieser Gruppe.</translation>
    </message>
    <message>
        <source>Show all that was found</source>
        <translation>Alles Gefundene zeigen</translation>
    </message>
</context>
<context>
    <name>GoneScreen</name>
    <message>
        <source>{model} was last listed on {day}, and may no longer answer.</source>
        <translation>{model} stand zuletzt am {day} in der Liste und antwortet vielleicht nicht mehr.</translation>
    </message>
    <message>
        <source>{model} was to be removed on {day}, and may no longer answer.</source>
        <translation>{model} sollte am {day} entfernt werden und antwortet vielleicht nicht mehr.</translation>
    </message>
    <message>
        <source>{model} was last listed on {day}. It is followed by {other}, which is not free.</source>
        <translation>{model} stand zuletzt am {day} in der Liste. Nachfolger ist {other}, das nicht kostenlos ist.</translation>
    </message>
    <message>
        <source>{model} was last listed on {day}. It is followed by {other}.</source>
        <translation>{model} stand zuletzt am {day} in der Liste. Nachfolger ist {other}.</translation>
    </message>
    <message>
        <source>This connection does not list {model}, and may not answer.</source>
        <translation>Diese Verbindung führt {model} nicht und antwortet vielleicht nicht.</translation>
    </message>
    <message>
        <source>This connection does not list {model}. It is listed at {places}.</source>
        <translation>Diese Verbindung führt {model} nicht. Es steht in der Liste von {places}.</translation>
    </message>
</context>
<context>
    <name>GroupList</name>
    <message>
        <source>Group by</source>
        <translation>Gruppieren nach</translation>
    </message>
    <message>
        <source>Authors</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Families</source>
        <translation>Familien</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>without relatives</source>
        <translation>ohne Verwandte</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Paste the key here</source>
        <translation>Schlüssel hier einfügen</translation>
    </message>
    <message>
        <source>Show the key</source>
        <translation>Schlüssel zeigen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Keep for this run only</source>
        <translation>Nur bis zum Beenden behalten</translation>
    </message>
    <message>
        <source>Delete the kept key</source>
        <translation>Schlüssel löschen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>The key is kept in the system&apos;s keyring and nowhere else. It goes to {host} alone.</source>
        <translation>Der Schlüssel liegt im Schlüsselbund des Systems und nirgends sonst. Er geht allein an {host}.</translation>
    </message>
    <message>
        <source>Keys are made at {page}</source>
        <translation>Schlüssel gibt es auf {page}</translation>
    </message>
</context>
<context>
    <name>LeavingDialog</name>
    <message>
        <source>Not everything is saved</source>
        <translation>Nicht alles ist gespeichert</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>Ohne Speichern beenden</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Bleiben</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>What is not saved is lost when Parley ends. As soon as all is saved, it ends by itself.</source>
        <translation>Was nicht gespeichert ist, geht mit dem Beenden verloren. Sobald alles gespeichert ist, beendet sich Parley von selbst.</translation>
    </message>
    <message>
        <source>1 chat</source>
        <translation>1 Chat</translation>
    </message>
    <message>
        <source>{n} chats</source>
        <translation>{n} Chats</translation>
    </message>
    <message>
        <source>1 picture or file</source>
        <translation>1 Bild oder Datei</translation>
    </message>
    <message>
        <source>{n} pictures and files</source>
        <translation>{n} Bilder und Dateien</translation>
    </message>
    <message>
        <source>what is kept about 1 model</source>
        <translation>Vermerktes zu 1 Modell</translation>
    </message>
    <message>
        <source>what is kept about {n} models</source>
        <translation>Vermerktes zu {n} Modellen</translation>
    </message>
    <message>
        <source>Not saved: {parts}.</source>
        <translation>Nicht gespeichert: {parts}.</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert …</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Open a link</source>
        <translation>Link öffnen</translation>
    </message>
    <message>
        <source>Show a picture</source>
        <translation>Bild zeigen</translation>
    </message>
    <message>
        <source>This link goes to</source>
        <translation>Dieser Link führt zu</translation>
    </message>
    <message>
        <source>This picture lies at</source>
        <translation>Dieses Bild liegt bei</translation>
    </message>
    <message>
        <source>This link cannot be opened safely:</source>
        <translation>Dieser Link lässt sich nicht sicher öffnen:</translation>
    </message>
    <message>
        <source>Show and keep</source>
        <translation>Zeigen und behalten</translation>
    </message>
    <message>
        <source>Its text names another place: {host}</source>
        <translation>Sein Text nennt einen anderen Ort: {host}</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Adresse kopieren</translation>
    </message>
    <message>
        <source>Open in the browser</source>
        <translation>Im Browser öffnen</translation>
    </message>
    <message>
        <source>Show here</source>
        <translation>Hier zeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
</context>
<context>
    <name>LookingScreen</name>
    <message>
        <source>{host} tells nothing of providers.</source>
        <translation>{host} sagt nichts über Anbieter.</translation>
    </message>
    <message>
        <source>{model} is no longer listed, so it cannot be chosen. The list had it last on {day}.</source>
        <translation>{model} steht nicht mehr in der Liste und kann nicht gewählt werden. Zuletzt stand es dort am {day}.</translation>
    </message>
    <message>
        <source>{model} answers batch requests only, so it cannot be chosen for a chat.</source>
        <translation>{model} antwortet nur in Stapeln und kann nicht für einen Chat gewählt werden.</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} verwenden</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Parley</source>
        <translation>Parley</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>MessageEdit</name>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Ask anything</source>
        <translation>Frage eingeben</translation>
    </message>
</context>
<context>
    <name>MessagesScreen</name>
    <message>
        <source>The message is deleted.</source>
        <translation>Die Nachricht ist gelöscht.</translation>
    </message>
    <message>
        <source>{n} messages are deleted.</source>
        <translation>{n} Nachrichten sind gelöscht.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ModelAside</name>
    <message>
        <source>Does not suit this chat: {reasons}</source>
        <translation>Passt nicht zu diesem Chat: {reasons}</translation>
    </message>
    <message>
        <source>Nearest that suits: {model}</source>
        <translation>Am nächsten kommt: {model}</translation>
    </message>
</context>
<context>
    <name>ModelBrowser</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>All models, as a table and in charts</source>
        <translation>Alle Modelle, als Tabelle und in Diagrammen</translation>
    </message>
    <message>
        <source>Refresh the list</source>
        <translation>Liste aktualisieren</translation>
    </message>
    <message>
        <source>The list of models could not be loaded. {why}</source>
        <translation>Die Modellliste konnte nicht geladen werden. {why}</translation>
    </message>
    <message>
        <source>Suits this chat</source>
        <translation>Passt zum Chat</translation>
    </message>
    <message>
        <source>Show only models that suit this chat</source>
        <translation>Nur Modelle zeigen, die zu diesem Chat passen</translation>
    </message>
    <message>
        <source>Show them anyway</source>
        <translation>Trotzdem zeigen</translation>
    </message>
    <message>
        <source>The list of models has not been loaded yet.</source>
        <translation>Die Modellliste ist noch nicht geladen.</translation>
    </message>
    <message>
        <source>Load it</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>This endpoint lists no models for chat.</source>
        <translation>Dieser Endpunkt nennt keine Modelle für Chats.</translation>
    </message>
</context>
<context>
    <name>ModelDetails</name>
    <message>
        <source>No longer listed, so it cannot be chosen</source>
        <translation>Nicht mehr in der Liste und deshalb nicht wählbar</translation>
    </message>
    <message>
        <source>Leave out this list</source>
        <translation>Diese Liste weglassen</translation>
    </message>
    <message>
        <source>What this connection lists is not found until its list is loaded again</source>
        <translation>Was diese Verbindung auflistet, wird nicht gefunden, bis ihre Liste wieder geladen wird</translation>
    </message>
    <message>
        <source>The same with all columns, as wide as they are</source>
        <translation>Dasselbe mit allen Spalten, so breit, wie sie sind</translation>
    </message>
    <message>
        <source>All columns…</source>
        <translation>Alle Spalten …</translation>
    </message>
    <message>
        <source>Use in this chat</source>
        <translation>Im Chat verwenden</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>Note and tags…</source>
        <translation>Notiz und Schlagwörter …</translation>
    </message>
    <message>
        <source>Favorite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Descriptions come with the first refresh of the list.</source>
        <translation>Beschreibungen kommen mit der ersten Aktualisierung der Liste.</translation>
    </message>
    <message>
        <source>{model} is not listed here.</source>
        <translation>{model} steht hier nicht in der Liste.</translation>
    </message>
    <message>
        <source>No model is selected.</source>
        <translation>Kein Modell ist ausgewählt.</translation>
    </message>
    <message>
        <source>Use at {place}</source>
        <translation>Bei {place} verwenden</translation>
    </message>
    <message>
        <source>Use there</source>
        <translation>Dort verwenden</translation>
    </message>
</context>
<context>
    <name>ModelDialog</name>
    <message>
        <source>Regenerate with another model</source>
        <translation>Mit anderem Modell neu erzeugen</translation>
    </message>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>No model found</source>
        <translation>Kein Modell gefunden</translation>
    </message>
</context>
<context>
    <name>ModelList</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>ModelListModel</name>
    <message>
        <source>{note} · {facts}</source>
        <translation>{note} · {facts}</translation>
    </message>
    <message>
        <source>your note: {note}</source>
        <translation>Deine Notiz: {note}</translation>
    </message>
    <message>
        <source>{model}, does not suit this chat: {reasons}</source>
        <translation>{model}, passt nicht zu diesem Chat: {reasons}</translation>
    </message>
</context>
<context>
    <name>ModelMenu</name>
    <message>
        <source>Use at {place}</source>
        <translation>Bei {place} verwenden</translation>
    </message>
    <message>
        <source>Use in this chat</source>
        <translation>Im Chat verwenden</translation>
    </message>
    <message>
        <source>Find others like it that are free</source>
        <translation>Ähnliche finden, die kostenlos sind</translation>
    </message>
    <message>
        <source>Copy id</source>
        <translation>ID kopieren</translation>
    </message>
    <message>
        <source>No favorite any more</source>
        <translation>Kein Favorit mehr</translation>
    </message>
    <message>
        <source>Favorite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Note and tags…</source>
        <translation>Notiz und Schlagwörter …</translation>
    </message>
    <message>
        <source>Compare with {model}</source>
        <translation>Mit {model} vergleichen</translation>
    </message>
    <message>
        <source>Compare the {n} that are selected</source>
        <translation>Die {n} ausgewählten vergleichen</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>Details of the model</source>
        <translation>Einzelheiten zum Modell</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>Table of models</source>
        <translation>Tabelle der Modelle</translation>
    </message>
</context>
<context>
    <name>ModelTableModel</name>
    <message>
        <source>no favorite</source>
        <translation>kein Favorit</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht genannt</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>{column}: {value}</source>
        <translation>{column}: {value}</translation>
    </message>
    <message>
        <source>{model}, does not suit this chat: {reasons}</source>
        <translation>{model}, passt nicht zu diesem Chat: {reasons}</translation>
    </message>
    <message>
        <source>Does not suit this chat: {reasons}</source>
        <translation>Passt nicht zu diesem Chat: {reasons}</translation>
    </message>
</context>
<context>
    <name>ModelsFrame</name>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Suits this chat</source>
        <translation>Passt zum Chat</translation>
    </message>
    <message>
        <source>Show only models that suit this chat</source>
        <translation>Nur Modelle zeigen, die zu diesem Chat passen</translation>
    </message>
    <message>
        <source>The list as it was at the end of a day (UTC)</source>
        <translation>Die Liste, wie sie am Ende eines Tages war (UTC)</translation>
    </message>
    <message>
        <source>The list as it was on {day}: models, prices and limits of that day.</source>
        <translation>Die Liste, wie sie am {day} war: Modelle, Preise und Grenzen jenes Tages.</translation>
    </message>
    <message>
        <source>Back to today</source>
        <translation>Zurück zu heute</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
</context>
<context>
    <name>ModelsWindow</name>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
</context>
<context>
    <name>News</name>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <source>{model} has changed:</source>
        <translation>{model} hat sich geändert:</translation>
    </message>
</context>
<context>
    <name>NoteDialog</name>
    <message>
        <source>Note and tags</source>
        <translation>Notiz und Schlagwörter</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>What it is good for, say</source>
        <translation>Wofür es gut ist, zum Beispiel</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags, with blanks or commas between them</source>
        <translation>Schlagwörter, durch Leerzeichen oder Kommas getrennt</translation>
    </message>
    <message>
        <source>In the search line, {search} finds this model.</source>
        <translation>In der Suchzeile findet {search} dieses Modell.</translation>
    </message>
    <message>
        <source>No tags yet.</source>
        <translation>Noch keine Schlagwörter.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>A note has room for {most} characters; this one has {n}.</source>
        <translation>Eine Notiz hat Platz für {most} Zeichen; diese hat {n}.</translation>
    </message>
    <message>
        <source>A model has room for {most} tags; you have entered {n}.</source>
        <translation>Ein Modell hat Platz für {most} Schlagwörter; dies sind {n}.</translation>
    </message>
    <message>
        <source>A tag has room for {most} characters; one has {n}.</source>
        <translation>Ein Schlagwort hat Platz für {most} Zeichen; eines hat {n}.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>Obstacles</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>In another chat: {what}</source>
        <translation>In einem anderen Chat: {what}</translation>
    </message>
    <message>
        <source>An answer is still coming.</source>
        <translation>Eine Antwort kommt noch.</translation>
    </message>
</context>
<context>
    <name>PageBeside</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>PageBox</name>
    <message>
        <source>All frames</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>Page {n} of {count}</source>
        <translation>Seite {n} von {count}</translation>
    </message>
    <message>
        <source>Frame {n} of {count}</source>
        <translation>Bild {n} von {count}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>Bild</translation>
    </message>
</context>
<context>
    <name>PageSide</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the models</source>
        <translation>Zurück zu den Modellen</translation>
    </message>
</context>
<context>
    <name>PastBar</name>
    <message>
        <source>Back to today</source>
        <translation>Zurück zu heute</translation>
    </message>
    <message>
        <source>As it was on {day}</source>
        <translation>Stand vom {day}</translation>
    </message>
</context>
<context>
    <name>PickingScreen</name>
    <message>
        <source>Attach files</source>
        <translation>Dateien anhängen</translation>
    </message>
    <message>
        <source>Choose a replacement</source>
        <translation>Ersatz aussuchen</translation>
    </message>
    <message>
        <source>All files (*);;Pictures ({patterns})</source>
        <translation>Alle Dateien (*);;Bilder ({patterns})</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Not a picture · {size}</source>
        <translation>Kein Bild · {size}</translation>
    </message>
    <message>
        <source>This desktop lets no program take pictures of the screen. Take one with its own tool.</source>
        <translation>Diese Arbeitsfläche lässt kein Programm Bilder vom Bildschirm machen. Nimm dafür ihr eigenes Werkzeug.</translation>
    </message>
</context>
<context>
    <name>Pill</name>
    <message>
        <source>↓ End</source>
        <translation>↓ Ende</translation>
    </message>
    <message>
        <source>↓ New answer</source>
        <translation>↓ Neue Antwort</translation>
    </message>
    <message>
        <source>↓ 1 new word</source>
        <translation>↓ 1 neues Wort</translation>
    </message>
    <message>
        <source>↓ {n} new words</source>
        <translation>↓ {n} neue Wörter</translation>
    </message>
</context>
<context>
    <name>PriceChart</name>
    <message>
        <source>Prices by length of the prompt and time of day</source>
        <translation>Preise nach Länge der Eingabe und Tageszeit</translation>
    </message>
</context>
<context>
    <name>ProviderDialog</name>
    <message>
        <source>Providers of {model}</source>
        <translation>Anbieter von {model}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ProviderTable</name>
    <message>
        <source>Providers of the model</source>
        <translation>Anbieter des Modells</translation>
    </message>
    <message>
        <source>&amp;Privacy policy…</source>
        <translation>&amp;Datenschutz …</translation>
    </message>
    <message>
        <source>&amp;Terms…</source>
        <translation>&amp;Bedingungen …</translation>
    </message>
    <message>
        <source>&amp;Status page…</source>
        <translation>&amp;Statusseite …</translation>
    </message>
    <message>
        <source>&amp;Copy row</source>
        <translation>Zeile &amp;kopieren</translation>
    </message>
</context>
<context>
    <name>ProviderTableModel</name>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>{column}: {value}</source>
        <translation>{column}: {value}</translation>
    </message>
</context>
<context>
    <name>ReadingDialog</name>
    <message>
        <source>Reading</source>
        <translation>Lesen</translation>
    </message>
    <message>
        <source>Co&amp;lors</source>
        <translation>Fa&amp;rben</translation>
    </message>
    <message>
        <source>&amp;Size</source>
        <translation>&amp;Größe</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>&amp;Font of text</source>
        <translation>&amp;Schrift des Textes</translation>
    </message>
    <message>
        <source>Font of &amp;code</source>
        <translation>Schrift von &amp;Code</translation>
    </message>
    <message>
        <source>&amp;Width of lines</source>
        <translation>&amp;Breite der Zeilen</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Less</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>R&amp;oom around messages</source>
        <translation>&amp;Abstand um Nachrichten</translation>
    </message>
    <message>
        <source>Screen &amp;reader says</source>
        <translation>Bildschirm&amp;leser sagt</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>As on the desktop</source>
        <translation>Wie auf dem Desktop</translation>
    </message>
    <message>
        <source>{name} (not installed)</source>
        <translation>{name} (nicht installiert)</translation>
    </message>
    <message>
        <source>Narrow</source>
        <translation>Schmal</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>Breit</translation>
    </message>
    <message>
        <source>As wide as the window</source>
        <translation>So breit wie das Fenster</translation>
    </message>
    <message>
        <source>Nothing by itself</source>
        <translation>Nichts von selbst</translation>
    </message>
    <message>
        <source>Start and end of an answer</source>
        <translation>Anfang und Ende einer Antwort</translation>
    </message>
    <message>
        <source>Each sentence of an answer</source>
        <translation>Jeden Satz einer Antwort</translation>
    </message>
    <message>
        <source>&amp;Defaults</source>
        <translation>S&amp;tandard</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ReadingScreen</name>
    <message>
        <source>Zoom {n} %</source>
        <translation>Zoom {n} %</translation>
    </message>
</context>
<context>
    <name>ReceiptDialog</name>
    <message>
        <source>Receipt</source>
        <translation>Beleg</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Copy as JSON</source>
        <translation>Als JSON kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>RegionPicker</name>
    <message>
        <source>Draw a frame around what you want · Return takes all of it · Esc leaves</source>
        <translation>Zieh einen Rahmen um das, was Du willst · Eingabe nimmt alles · Esc bricht ab</translation>
    </message>
    <message>
        <source>Picture of the screen</source>
        <translation>Bild vom Bildschirm</translation>
    </message>
</context>
<context>
    <name>RemoteScreen</name>
    <message>
        <source>Fetching the picture from {host}…</source>
        <translation>Bild von {host} wird geladen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show from {host}</source>
        <translation>Von {host} zeigen</translation>
    </message>
</context>
<context>
    <name>RetouchDialog</name>
    <message>
        <source>Edit {name}</source>
        <translation>{name} bearbeiten</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>wird geöffnet …</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>&amp;Übernehmen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Black out</source>
        <translation>Schwärzen</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>Zuschneiden</translation>
    </message>
    <message>
        <source>Turn left</source>
        <translation>Nach links drehen</translation>
    </message>
    <message>
        <source>Turn right</source>
        <translation>Nach rechts drehen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>What is sent</source>
        <translation>Was gesendet wird</translation>
    </message>
    <message>
        <source>Previous frame or page</source>
        <translation>Vorheriges Bild oder vorherige Seite</translation>
    </message>
    <message>
        <source>Next frame or page</source>
        <translation>Nächstes Bild oder nächste Seite</translation>
    </message>
    <message>
        <source>This is what the model gets.</source>
        <translation>Das bekommt das Modell.</translation>
    </message>
    <message>
        <source>Arrows move the box, Shift+arrows size it, Delete removes it.</source>
        <translation>Pfeiltasten verschieben den Kasten, mit Umschalt ändern sie seine Größe, Entf entfernt ihn.</translation>
    </message>
    <message>
        <source>Draw a box around what stays, or press Space for one.</source>
        <translation>Zieh einen Kasten um das, was bleibt, oder drück die Leertaste für einen.</translation>
    </message>
    <message>
        <source>Draw boxes over what nobody is to see, or press Space for one.</source>
        <translation>Zieh Kästen über das, was niemand sehen soll, oder drück die Leertaste für einen.</translation>
    </message>
    <message>
        <source>What stays: {width}×{height} at {left}, {top}</source>
        <translation>Es bleibt: {width}×{height} bei {left}, {top}</translation>
    </message>
    <message>
        <source>Blacked out: {width}×{height} at {left}, {top}</source>
        <translation>Geschwärzt: {width}×{height} bei {left}, {top}</translation>
    </message>
</context>
<context>
    <name>RetouchScreen</name>
    <message>
        <source>In another chat {name} is as you edited it.</source>
        <translation>In einem anderen Chat ist {name} jetzt, wie es bearbeitet wurde.</translation>
    </message>
    <message>
        <source>Nothing was done to {name}: it is no longer attached.</source>
        <translation>An {name} wurde nichts geändert: Es ist nicht mehr angehängt.</translation>
    </message>
    <message>
        <source>The picture stays as it was: {name}</source>
        <translation>Das Bild bleibt, wie es war: {name}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>RoomScreen</name>
    <message>
        <source>{tokens} too many for {model}. Less text helps, or another model.</source>
        <translation>{tokens} zu viel für {model}. Weniger Text hilft, oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>{tokens} too many for {model}. This chat is too long for it: a new one helps, or another model.</source>
        <translation>{tokens} zu viel für {model}. Dieser Chat ist zu lang dafür: ein neuer hilft, oder ein anderes Modell.</translation>
    </message>
    <message>
        <source>{tokens} too many for {model}. Smaller or fewer pictures help, or another model.</source>
        <translation>{tokens} zu viel für {model}. Kleinere oder weniger Bilder helfen, oder ein anderes Modell.</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>Gespeichert: {file}</translation>
    </message>
</context>
<context>
    <name>ScatterPlot</name>
    <message>
        <source>No model states both: {axes}</source>
        <translation>Kein Modell nennt beides: {axes}</translation>
    </message>
    <message>
        <source>{n} models</source>
        <translation>{n} Modelle</translation>
    </message>
    <message>
        <source>1 model</source>
        <translation>1 Modell</translation>
    </message>
    <message>
        <source>{n} without these figures</source>
        <translation>{n} ohne diese Zahlen</translation>
    </message>
    <message>
        <source>{n} selected</source>
        <translation>{n} ausgewählt</translation>
    </message>
    <message>
        <source>None of these models states: {axes}</source>
        <translation>Keines dieser Modelle nennt: {axes}</translation>
    </message>
    <message>
        <source>{axis}: {value}</source>
        <translation>{axis}: {value}</translation>
    </message>
    <message>
        <source>and {n} more here</source>
        <translation>und {n} weitere hier</translation>
    </message>
</context>
<context>
    <name>ScreenPicture</name>
    <message>
        <source>Screen</source>
        <translation>Bildschirm</translation>
    </message>
</context>
<context>
    <name>SearchLine</name>
    <message>
        <source>Search models</source>
        <translation>Modelle suchen</translation>
    </message>
    <message>
        <source>Search syntax (F1)</source>
        <translation>Wonach Du suchen kannst (F1)</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>A search has room for {n} characters; the rest was left out.</source>
        <translation>Eine Suche hat Platz für {n} Zeichen; der Rest wurde weggelassen.</translation>
    </message>
</context>
<context>
    <name>SendingScreen</name>
    <message>
        <source>This goes as soon as what is attached is ready · Esc or a change takes that back</source>
        <translation>Geht ab, sobald das Angehängte bereit ist · Esc oder eine Änderung nimmt das zurück</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>This was not sent: you left before what is attached was ready.</source>
        <translation>Das wurde nicht gesendet: Der Chat wurde verlassen, bevor der Anhang bereit war.</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Send without</source>
        <translation>Ohne sie senden</translation>
    </message>
    <message>
        <source>Choose a model that sees</source>
        <translation>Sehendes Modell wählen</translation>
    </message>
    <message>
        <source>{name} and {n} more</source>
        <translation>{name} und {n} weitere</translation>
    </message>
    <message>
        <source>Not attached: {name}.</source>
        <translation>Nicht angehängt: {name}.</translation>
    </message>
    <message>
        <source>Not attached, whatever model is asked: {name}.</source>
        <translation>Nicht angehängt, gleich welches Modell gefragt wird: {name}.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>Tastenkürzel suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>New chat</source>
        <translation>Neuer Chat</translation>
    </message>
    <message>
        <source>New chat ({keys})</source>
        <translation>Neuer Chat ({keys})</translation>
    </message>
</context>
<context>
    <name>SidebarScreen</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>The chat is deleted.</source>
        <translation>Der Chat ist gelöscht.</translation>
    </message>
    <message>
        <source>{n} chats are deleted.</source>
        <translation>{n} Chats sind gelöscht.</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>gestern</translation>
    </message>
</context>
<context>
    <name>SourceDialog</name>
    <message>
        <source>Source of the message</source>
        <translation>Quelltext der Nachricht</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Sparkline</name>
    <message>
        <source>{price} over time, from {least} to {most}</source>
        <translation>{price} im Lauf der Zeit, von {least} bis {most}</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
</context>
<context>
    <name>StoreScreen</name>
    <message>
        <source>Not sent: the conversations are not open.</source>
        <translation>Nicht gesendet: Die Chats sind nicht geöffnet.</translation>
    </message>
    <message>
        <source>{error} The file of the conversations may be the reason.</source>
        <translation>{error} Die Datei der Chats kann der Grund sein.</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>From the next start on, chats are kept in {file}. {usual} stays as it is.</source>
        <translation>Vom nächsten Start an werden Chats in {file} aufbewahrt. {usual} bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The folder for your data cannot be used. What is new is kept in {folder}, for a short time.</source>
        <translation>Der Ordner für Deine Daten ist nicht benutzbar. Was neu ist, liegt in {folder}, für kurze Zeit.</translation>
    </message>
    <message>
        <source>{error}. Until the file is open, what you write is not kept.</source>
        <translation>{error}. Bis die Datei geöffnet ist, wird nicht aufbewahrt, was Du schreibst.</translation>
    </message>
    <message>
        <source>Chats are kept in {file}. {usual} stays as it is.</source>
        <translation>Chats werden in {file} aufbewahrt. {usual} bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Try {usual} again</source>
        <translation>{usual} noch einmal versuchen</translation>
    </message>
    <message>
        <source>From the next start on, the chats of {usual} are shown again.</source>
        <translation>Ab dem nächsten Start werden wieder die Chats aus {usual} gezeigt.</translation>
    </message>
</context>
<context>
    <name>Transcript</name>
    <message>
        <source>Conversation</source>
        <translation>Unterhaltung</translation>
    </message>
</context>
<context>
    <name>UploadBar</name>
    <message>
        <source>Sent so far</source>
        <translation>Bisher gesendet</translation>
    </message>
</context>
<context>
    <name>UseBar</name>
    <message>
        <source>Typical use</source>
        <translation>Übliche Nutzung</translation>
    </message>
    <message>
        <source>A question and an answer</source>
        <translation>Eine Frage und eine Antwort</translation>
    </message>
    <message>
        <source>A picture and a question</source>
        <translation>Ein Bild und eine Frage</translation>
    </message>
    <message>
        <source>Late in a long chat</source>
        <translation>Spät in einem langen Chat</translation>
    </message>
    <message>
        <source>A 20-page PDF and ten answers</source>
        <translation>PDF, 20 Seiten, zehn Antworten</translation>
    </message>
    <message>
        <source>Other numbers</source>
        <translation>Andere Zahlen</translation>
    </message>
    <message>
        <source>Tokens sent</source>
        <translation>Gesendete Token</translation>
    </message>
    <message>
        <source>sent</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>Tokens that come back</source>
        <translation>Token, die zurückkommen</translation>
    </message>
    <message>
        <source>back</source>
        <translation>zurück</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>Wie oft</translation>
    </message>
    <message>
        <source>times</source>
        <translation>Mal</translation>
    </message>
    <message>
        <source>Your usual message</source>
        <translation>Deine übliche Nachricht</translation>
    </message>
</context>
<context>
    <name>VersionTreeModel</name>
    <message>
        <source>on view</source>
        <translation>angezeigt</translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation>{n} Nachrichten</translation>
    </message>
</context>
<context>
    <name>VersionsDialog</name>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
    </message>
    <message>
        <source>Versions of the conversation</source>
        <translation>Versionen der Unterhaltung</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>{width}×{height} px</source>
        <translation>{width}×{height} px</translation>
    </message>
    <message>
        <source>as it came</source>
        <translation>wie es kam</translation>
    </message>
    <message>
        <source>{n} of {count}</source>
        <translation>{n} von {count}</translation>
    </message>
    <message>
        <source>{n} %</source>
        <translation>{n} %</translation>
    </message>
    <message>
        <source>Shown at {scale}</source>
        <translation>Angezeigt mit {scale}</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>An das Fenster anpassen</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Originalgröße</translation>
    </message>
    <message>
        <source>As it came</source>
        <translation>Wie es kam</translation>
    </message>
    <message>
        <source>Use in the next question</source>
        <translation>In der nächsten Frage verwenden</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>Bild speichern unter …</translation>
    </message>
</context>
<context>
    <name>ViewerScreen</name>
    <message>
        <source>{name} cannot be shown.</source>
        <translation>{name} kann nicht angezeigt werden.</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>Bild speichern unter …</translation>
    </message>
    <message>
        <source>Save picture as</source>
        <translation>Bild speichern unter</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>The picture goes without a file, which some programs want.</source>
        <translation>Das Bild wird ohne Datei weitergegeben, die manche Programme brauchen.</translation>
    </message>
</context>
<context>
    <name>ViewsButton</name>
    <message>
        <source>Saved searches</source>
        <translation>Gespeicherte Suchen</translation>
    </message>
    <message>
        <source>&amp;Save this search…</source>
        <translation>Diese Suche &amp;speichern …</translation>
    </message>
    <message>
        <source>&amp;Copy this search</source>
        <translation>Diese Suche &amp;kopieren</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>Diese Suche speichern</translation>
    </message>
    <message>
        <source>Rename this search</source>
        <translation>Diese Suche umbenennen</translation>
    </message>
</context>
<context>
    <name>WayList</name>
    <message>
        <source>{name}: {meaning}</source>
        <translation>{name}: {meaning}</translation>
    </message>
    <message>
        <source>Ask {id} in this chat</source>
        <translation>In diesem Chat {id} fragen</translation>
    </message>
</context>
<context>
    <name>WelcomeCard</name>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Browse every model now. Add a key to chat.</source>
        <translation>Alle Modelle gleich ansehen. Zum Chatten fehlt nur ein Schlüssel.</translation>
    </message>
    <message>
        <source>The list of models works without a key and without a network. A key is kept in the system&apos;s keyring and nowhere else; a server of your own may need none.</source>
        <translation>Die Modellliste geht ohne Schlüssel und ohne Netz. Ein Schlüssel liegt im Schlüsselbund des Systems und sonst nirgends; ein eigener Server braucht womöglich keinen.</translation>
    </message>
    <message>
        <source>Paste a key</source>
        <translation>Schlüssel einfügen</translation>
    </message>
    <message>
        <source>Use another endpoint</source>
        <translation>Anderer Endpunkt</translation>
    </message>
    <message>
        <source>Try the demonstration</source>
        <translation>Demonstration</translation>
    </message>
</context>
<context>
    <name>WindowScreen</name>
    <message>
        <source>Drop the address → it becomes text of the question</source>
        <translation>Adresse loslassen → sie wird Text der Frage</translation>
    </message>
    <message>
        <source>Drop the addresses → they become text of the question</source>
        <translation>Adressen loslassen → sie werden Text der Frage</translation>
    </message>
    <message>
        <source>A question takes {most} files; attached: {n}</source>
        <translation>Eine Frage fasst {most} Dateien; angehängt: {n}</translation>
    </message>
    <message>
        <source>Drop to attach · {lack}</source>
        <translation>Loslassen zum Anhängen · {lack}</translation>
    </message>
    <message>
        <source>{model} gets only the text of PDFs</source>
        <translation>{model} bekommt von PDFs nur den Text</translation>
    </message>
    <message>
        <source>{lack}, and gets only the text of PDFs</source>
        <translation>{lack} und bekommt von PDFs nur den Text</translation>
    </message>
    <message>
        <source>Drop the picture → send its address to {model}</source>
        <translation>Bild loslassen → seine Adresse an {model} senden</translation>
    </message>
    <message>
        <source>Drop the file → send its address to {model}</source>
        <translation>Datei loslassen → ihre Adresse an {model} senden</translation>
    </message>
    <message>
        <source>Drop the file or folder → ask {model}</source>
        <translation>Datei oder Ordner loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop the picture → ask {model}</source>
        <translation>Bild loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop the PDF → ask {model}</source>
        <translation>PDF loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop the recording → ask {model}</source>
        <translation>Aufnahme loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop the video → ask {model}</source>
        <translation>Video loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop the file → ask {model}</source>
        <translation>Datei loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop {n} pictures → send their addresses to {model}</source>
        <translation>{n} Bilder loslassen → ihre Adressen an {model} senden</translation>
    </message>
    <message>
        <source>Drop {n} files → send their addresses to {model}</source>
        <translation>{n} Dateien loslassen → ihre Adressen an {model} senden</translation>
    </message>
    <message>
        <source>Drop {n} files and folders → ask {model}</source>
        <translation>{n} Dateien und Ordner loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop {n} files → ask {model}</source>
        <translation>{n} Dateien loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Drop {n} pictures → ask {model}</source>
        <translation>{n} Bilder loslassen → {model} fragen</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copying …</source>
        <translation>Wird kopiert …</translation>
    </message>
</context>
<context>
    <name>actions</name>
    <message>
        <source>&amp;Chat</source>
        <translation>&amp;Chat</translation>
    </message>
    <message>
        <source>&amp;New chat</source>
        <translation>&amp;Neuer Chat</translation>
    </message>
    <message>
        <source>Picture of the &amp;screen…</source>
        <translation>Bild vom Bildschir&amp;m …</translation>
    </message>
    <message>
        <source>P&amp;ictures</source>
        <translation>B&amp;ilder</translation>
    </message>
    <message>
        <source>&amp;Rename</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>API &amp;key…</source>
        <translation>API-&amp;Schlüssel …</translation>
    </message>
    <message>
        <source>Another &amp;endpoint…</source>
        <translation>Anderer Endpun&amp;kt …</translation>
    </message>
    <message>
        <source>Try the de&amp;monstration</source>
        <translation>&amp;Demonstration ausprobieren</translation>
    </message>
    <message>
        <source>Name &amp;Parley in requests, for OpenRouter&apos;s rankings</source>
        <translation>&amp;Parley in Anfragen nennen, für die Ranglisten von OpenRouter</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>B&amp;eenden</translation>
    </message>
    <message>
        <source>&amp;Answer</source>
        <translation>&amp;Antwort</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Anhalten</translation>
    </message>
    <message>
        <source>Re&amp;generate</source>
        <translation>&amp;Neu erzeugen</translation>
    </message>
    <message>
        <source>&amp;Edit the last question</source>
        <translation>Letzte Frage &amp;bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Copy the last answer</source>
        <translation>Letzte Antwort &amp;kopieren</translation>
    </message>
    <message>
        <source>Say the &amp;last words again</source>
        <translation>&amp;Letzte Worte wiederholen</translation>
    </message>
    <message>
        <source>&amp;Previous version</source>
        <translation>&amp;Vorige Version</translation>
    </message>
    <message>
        <source>&amp;Next version</source>
        <translation>Nä&amp;chste Version</translation>
    </message>
    <message>
        <source>All &amp;versions…</source>
        <translation>Alle &amp;Versionen …</translation>
    </message>
    <message>
        <source>Send &amp;all earlier ones again</source>
        <translation>&amp;Alle früheren wieder senden</translation>
    </message>
    <message>
        <source>Send those that &amp;fit into the context</source>
        <translation>Die senden, die in den &amp;Kontext passen</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>&amp;Attach files…</source>
        <translation>Dateien &amp;anhängen …</translation>
    </message>
    <message>
        <source>Choose a &amp;model</source>
        <translation>&amp;Modell wählen</translation>
    </message>
    <message>
        <source>All m&amp;odels…</source>
        <translation>&amp;Alle Modelle …</translation>
    </message>
    <message>
        <source>&amp;Refresh the models</source>
        <translation>Modelle a&amp;ktualisieren</translation>
    </message>
    <message>
        <source>&amp;Find in the conversation</source>
        <translation>In der &amp;Unterhaltung suchen</translation>
    </message>
    <message>
        <source>Find the &amp;next place</source>
        <translation>&amp;Nächste Stelle</translation>
    </message>
    <message>
        <source>Find the &amp;previous place</source>
        <translation>V&amp;orige Stelle</translation>
    </message>
    <message>
        <source>&amp;Side bar</source>
        <translation>&amp;Seitenleiste</translation>
    </message>
    <message>
        <source>Go to the &amp;composer</source>
        <translation>Zum &amp;Eingabefeld</translation>
    </message>
    <message>
        <source>&amp;Larger text</source>
        <translation>&amp;Größerer Text</translation>
    </message>
    <message>
        <source>Sm&amp;aller text</source>
        <translation>K&amp;leinerer Text</translation>
    </message>
    <message>
        <source>&amp;Usual size</source>
        <translation>Ü&amp;bliche Größe</translation>
    </message>
    <message>
        <source>R&amp;eading…</source>
        <translation>Leseansi&amp;cht …</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
        <source>&amp;About Parley</source>
        <translation>&amp;Über Parley</translation>
    </message>
    <message>
        <source>Send the &amp;ten newest</source>
        <translation>Die &amp;zehn neuesten senden</translation>
    </message>
    <message>
        <source>Send the t&amp;hree newest</source>
        <translation>Die &amp;drei neuesten senden</translation>
    </message>
    <message>
        <source>Send the &amp;newest</source>
        <translation>Das &amp;neueste senden</translation>
    </message>
    <message>
        <source>&amp;Put pictures before all texts</source>
        <translation>Bilder &amp;vor alle Texte stellen</translation>
    </message>
    <message>
        <source>&amp;Keep originals on this computer</source>
        <translation>&amp;Originale auf diesem Computer behalten</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Line break</source>
        <translation>Zeilenumbruch</translation>
    </message>
    <message>
        <source>Stop, or leave what is open</source>
        <translation>Anhalten, oder verlassen, was offen ist</translation>
    </message>
    <message>
        <source>Edit the last question (in an empty composer)</source>
        <translation>Letzte Frage bearbeiten (im leeren Eingabefeld)</translation>
    </message>
    <message>
        <source>Remove all that is attached</source>
        <translation>Alles Angehängte entfernen</translation>
    </message>
    <message>
        <source>Remove it again</source>
        <translation>Es wieder entfernen</translation>
    </message>
    <message>
        <source>Scroll the conversation (in an empty composer)</source>
        <translation>In der Unterhaltung scrollen (im leeren Eingabefeld)</translation>
    </message>
    <message>
        <source>From the composer to the conversation</source>
        <translation>Vom Eingabefeld in die Unterhaltung</translation>
    </message>
    <message>
        <source>From message to message, in the conversation</source>
        <translation>Von Nachricht zu Nachricht, in der Unterhaltung</translation>
    </message>
    <message>
        <source>To links, code and buttons of that message</source>
        <translation>Zu Links, Code und Knöpfen dieser Nachricht</translation>
    </message>
    <message>
        <source>All that can be done with that message</source>
        <translation>Alles, was man mit dieser Nachricht tun kann</translation>
    </message>
    <message>
        <source>Another version of the message that has the keyboard, or of the last answer</source>
        <translation>Andere Version der Nachricht, in der die Tastatur ist, oder der letzten Antwort</translation>
    </message>
    <message>
        <source>Delete that message</source>
        <translation>Diese Nachricht löschen</translation>
    </message>
    <message>
        <source>Bring a deleted message back</source>
        <translation>Eine gelöschte Nachricht zurückholen</translation>
    </message>
    <message>
        <source>Select text, beginning where one reads</source>
        <translation>Text von der gelesenen Stelle an markieren</translation>
    </message>
    <message>
        <source>Select to the start or the end of the conversation</source>
        <translation>Bis zum Anfang oder Ende der Unterhaltung markieren</translation>
    </message>
    <message>
        <source>Move the attached picture that has the keyboard</source>
        <translation>Das angehängte Bild mit der Tastatur verschieben</translation>
    </message>
    <message>
        <source>View that picture</source>
        <translation>Dieses Bild ansehen</translation>
    </message>
    <message>
        <source>Bring a removed picture back</source>
        <translation>Ein entferntes Bild zurückholen</translation>
    </message>
    <message>
        <source>Search (in the window of all models)</source>
        <translation>Suchen (im Fenster aller Modelle)</translation>
    </message>
    <message>
        <source>Another view (in that window)</source>
        <translation>Eine andere Ansicht (in diesem Fenster)</translation>
    </message>
</context>
<context>
    <name>age</name>
    <message>
        <source>Loading the list…</source>
        <translation>Die Liste wird geladen …</translation>
    </message>
    <message>
        <source>Offline · not loaded yet</source>
        <translation>Offline · noch nicht geladen</translation>
    </message>
    <message>
        <source>Could not be loaded</source>
        <translation>Konnte nicht geladen werden</translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation>Noch nicht geladen</translation>
    </message>
    <message>
        <source>Refreshing</source>
        <translation>Wird aktualisiert</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>Not refreshed</source>
        <translation>Nicht aktualisiert</translation>
    </message>
    <message>
        <source>{n} unreadable</source>
        <translation>{n} unlesbar</translation>
    </message>
    <message>
        <source>List of {day}</source>
        <translation>Liste vom {day}</translation>
    </message>
    <message>
        <source>bundled list of {day}</source>
        <translation>mitgelieferte Liste vom {day}</translation>
    </message>
    <message>
        <source>Bundled list of {day}</source>
        <translation>Mitgelieferte Liste vom {day}</translation>
    </message>
    <message>
        <source>list of {moment}</source>
        <translation>Stand: {moment}</translation>
    </message>
    <message>
        <source>Updated just now</source>
        <translation>Gerade aktualisiert</translation>
    </message>
    <message>
        <source>Updated a minute ago</source>
        <translation>Vor einer Minute aktualisiert</translation>
    </message>
    <message>
        <source>Updated {n} minutes ago</source>
        <translation>Vor {n} Minuten aktualisiert</translation>
    </message>
    <message>
        <source>Updated an hour ago</source>
        <translation>Vor einer Stunde aktualisiert</translation>
    </message>
    <message>
        <source>Updated {n} hours ago</source>
        <translation>Vor {n} Stunden aktualisiert</translation>
    </message>
    <message>
        <source>Updated {moment}</source>
        <translation>Aktualisiert: {moment}</translation>
    </message>
</context>
<context>
    <name>axes</name>
    <message>
        <source>Input, USD per million tokens</source>
        <translation>Eingabe, USD je Million Token</translation>
    </message>
    <message>
        <source>Context, tokens</source>
        <translation>Kontext, Token</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Erschienen</translation>
    </message>
    <message>
        <source>Intelligence</source>
        <translation>Intelligenz</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>Programmieren</translation>
    </message>
    <message>
        <source>Agentic</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>Price and {index}</source>
        <translation>Preis und {index}</translation>
    </message>
    <message>
        <source>Price and context</source>
        <translation>Preis und Kontext</translation>
    </message>
    <message>
        <source>Release and price</source>
        <translation>Erscheinen und Preis</translation>
    </message>
    <message>
        <source>{index} index, Artificial Analysis</source>
        <translation>Index {index}, Artificial Analysis</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
</context>
<context>
    <name>brief</name>
    <message>
        <source>{reason} +{n}</source>
        <translation>{reason} +{n}</translation>
    </message>
    <message>
        <source>last seen {day}</source>
        <translation>zuletzt {day}</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>batch only</source>
        <translation>nur in Stapeln</translation>
    </message>
    <message>
        <source>expired {n} days ago</source>
        <translation>seit {n} Tagen vorbei</translation>
    </message>
    <message>
        <source>no pictures</source>
        <translation>keine Bilder</translation>
    </message>
    <message>
        <source>no {name}</source>
        <translation>ohne {name}</translation>
    </message>
    <message>
        <source>{tokens} too small</source>
        <translation>{tokens} zu klein</translation>
    </message>
    <message>
        <source>gives no {name}</source>
        <translation>gibt nicht {name}</translation>
    </message>
    <message>
        <source>no tools</source>
        <translation>ohne Werkzeuge</translation>
    </message>
    <message>
        <source>{n} days left</source>
        <translation>noch {n} Tage</translation>
    </message>
    <message>
        <source>expired yesterday</source>
        <translation>gestern abgelaufen</translation>
    </message>
    <message>
        <source>expires today</source>
        <translation>läuft heute ab</translation>
    </message>
    <message>
        <source>a day left</source>
        <translation>noch ein Tag</translation>
    </message>
</context>
<context>
    <name>changes</name>
    <message>
        <source>New</source>
        <translation>Neu</translation>
    </message>
    <message>
        <source>Back in the list</source>
        <translation>Wieder in der Liste</translation>
    </message>
    <message>
        <source>No longer listed</source>
        <translation>Nicht mehr in der Liste</translation>
    </message>
    <message>
        <source>No longer listed for free</source>
        <translation>Nicht mehr kostenlos in der Liste</translation>
    </message>
    <message>
        <source>{price} now stated: {amount}</source>
        <translation>{price} jetzt angegeben: {amount}</translation>
    </message>
    <message>
        <source>{price} no longer stated; it was {amount}</source>
        <translation>{price} nicht mehr angegeben; vorher {amount}</translation>
    </message>
    <message>
        <source>{price} dearer</source>
        <translation>{price} teurer</translation>
    </message>
    <message>
        <source>{price} cheaper</source>
        <translation>{price} billiger</translation>
    </message>
    <message>
        <source>{price} changed</source>
        <translation>{price} geändert</translation>
    </message>
    <message>
        <source>Conditions</source>
        <translation>Bedingungen</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Removal</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>Steht für</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Nimmt</translation>
    </message>
    <message>
        <source>Answers with</source>
        <translation>Antwortet mit</translation>
    </message>
    <message>
        <source>other prices at some sizes or times</source>
        <translation>andere Preise bei manchen Größen oder Zeiten</translation>
    </message>
    <message>
        <source>now {names}</source>
        <translation>jetzt {names}</translation>
    </message>
    <message>
        <source>no more {names}</source>
        <translation>nicht mehr {names}</translation>
    </message>
    <message>
        <source>as usual</source>
        <translation>wie üblich</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht genannt</translation>
    </message>
</context>
<context>
    <name>chip</name>
    <message>
        <source>preparing…</source>
        <translation>wird vorbereitet …</translation>
    </message>
    <message>
        <source>cannot be attached</source>
        <translation>kann nicht angehängt werden</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>damaged</source>
        <translation>beschädigt</translation>
    </message>
    <message>
        <source>on your own network: the provider cannot fetch it</source>
        <translation>in Deinem Netz: der Anbieter kann es nicht holen</translation>
    </message>
    <message>
        <source>not sent: this model cannot read it</source>
        <translation>nicht gesendet: dieses Modell kann es nicht lesen</translation>
    </message>
    <message>
        <source>not sent: this model cannot hear it</source>
        <translation>nicht gesendet: dieses Modell kann es nicht hören</translation>
    </message>
    <message>
        <source>not sent: this model cannot watch it</source>
        <translation>nicht gesendet: dieses Modell kann es nicht ansehen</translation>
    </message>
    <message>
        <source>not sent: this model cannot see it</source>
        <translation>nicht gesendet: dieses Modell kann es nicht sehen</translation>
    </message>
    <message>
        <source>Not changed. {reason}</source>
        <translation>Nicht geändert. {reason}</translation>
    </message>
    <message>
        <source>small text may be lost</source>
        <translation>kleine Schrift ist vielleicht nicht lesbar</translation>
    </message>
    <message>
        <source>{n} frames</source>
        <translation>{n} Bilder</translation>
    </message>
    <message>
        <source>this model&apos;s maker does not say whether it takes animations</source>
        <translation>der Hersteller dieses Modells sagt nicht, ob es Animationen nimmt</translation>
    </message>
    <message>
        <source>page {n} of {count}</source>
        <translation>Seite {n} von {count}</translation>
    </message>
    <message>
        <source>frame {n} of {count}</source>
        <translation>Bild {n} von {count}</translation>
    </message>
    <message>
        <source>only the first of {count} frames</source>
        <translation>nur das erste von {count} Bildern</translation>
    </message>
    <message>
        <source>{n} could not be attached</source>
        <translation>{n} nicht angehängt</translation>
    </message>
    <message>
        <source>more than {n} could not be attached</source>
        <translation>mehr als {n} konnten nicht angehängt werden</translation>
    </message>
    <message>
        <source>{n} attached</source>
        <translation>{n} angehängt</translation>
    </message>
    <message>
        <source>{n} of {count} ready</source>
        <translation>{n} von {count} fertig</translation>
    </message>
    <message>
        <source>{cost} for {n} of them</source>
        <translation>{cost} für {n} davon</translation>
    </message>
    <message>
        <source>PDF: {reading}</source>
        <translation>PDF: {reading}</translation>
    </message>
    <message>
        <source>location removed from {n}</source>
        <translation>Ort entfernt: {n}</translation>
    </message>
    <message>
        <source>read as {encoding}</source>
        <translation>gelesen als {encoding}</translation>
    </message>
    <message>
        <source>tokens not known</source>
        <translation>Token nicht bekannt</translation>
    </message>
    <message>
        <source>price not known</source>
        <translation>Preis nicht bekannt</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>{price} for {n} tokens</source>
        <translation>{price} für {n} Token</translation>
    </message>
    <message>
        <source>video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} Zeilen</translation>
    </message>
    <message>
        <source>Remove all that could not be attached</source>
        <translation>Alle entfernen, die nicht angehängt werden konnten</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>&amp;Original</source>
        <translation>&amp;Original</translation>
    </message>
    <message>
        <source>Sharp &amp;text</source>
        <translation>Scharfer &amp;Text</translation>
    </message>
    <message>
        <source>&amp;Balanced</source>
        <translation>&amp;Ausgewogen</translation>
    </message>
    <message>
        <source>&amp;Small</source>
        <translation>&amp;Klein</translation>
    </message>
    <message>
        <source>&amp;Automatic detail</source>
        <translation>A&amp;utomatische Details</translation>
    </message>
    <message>
        <source>&amp;Low detail</source>
        <translation>&amp;Wenige Details</translation>
    </message>
    <message>
        <source>&amp;High detail</source>
        <translation>&amp;Viele Details</translation>
    </message>
    <message>
        <source>&amp;Scans too, {price}</source>
        <translation>Auch &amp;Scans, {price}</translation>
    </message>
    <message>
        <source>Read by the &amp;model itself, {tokens}</source>
        <translation>Vom &amp;Modell selbst gelesen, {tokens}</translation>
    </message>
    <message>
        <source>Its &amp;text alone, free</source>
        <translation>Nur der &amp;Text, kostenlos</translation>
    </message>
    <message>
        <source>&amp;Scans too, {price} for {n} pages</source>
        <translation>Auch &amp;Scans, {price} für {n} Seiten</translation>
    </message>
    <message>
        <source>1 page</source>
        <translation>1 Seite</translation>
    </message>
    <message>
        <source>{n} pages</source>
        <translation>{n} Seiten</translation>
    </message>
    <message>
        <source>reads {name} in the same way, too</source>
        <translation>liest auf diese Weise auch {name}</translation>
    </message>
    <message>
        <source>reads {n} earlier PDFs in the same way, too</source>
        <translation>liest auf diese Weise auch {n} frühere PDFs</translation>
    </message>
    <message>
        <source>scans too, {price}</source>
        <translation>auch Scans, {price}</translation>
    </message>
    <message>
        <source>read by the model itself</source>
        <translation>vom Modell selbst gelesen</translation>
    </message>
    <message>
        <source>its text alone, free</source>
        <translation>nur der Text, kostenlos</translation>
    </message>
    <message>
        <source>scans too, {price} for {n} pages</source>
        <translation>auch Scans, {price} für {n} Seiten</translation>
    </message>
    <message>
        <source>low detail</source>
        <translation>wenig Details</translation>
    </message>
    <message>
        <source>high detail</source>
        <translation>viele Details</translation>
    </message>
    <message>
        <source>~1 token</source>
        <translation>~1 Token</translation>
    </message>
    <message>
        <source>~{n} tokens</source>
        <translation>~{n} Token</translation>
    </message>
    <message>
        <source>~{n}k tokens</source>
        <translation>~{n} Tsd. Token</translation>
    </message>
    <message>
        <source>damaged: a part may be missing</source>
        <translation>beschädigt: ein Teil fehlt vielleicht</translation>
    </message>
    <message>
        <source>location removed</source>
        <translation>Ort entfernt</translation>
    </message>
    <message>
        <source>metadata removed</source>
        <translation>Metadaten entfernt</translation>
    </message>
    <message>
        <source>metadata removed in part</source>
        <translation>Metadaten teilweise entfernt</translation>
    </message>
    <message>
        <source>metadata sent as it came</source>
        <translation>Metadaten gehen mit, wie sie sind</translation>
    </message>
    <message>
        <source>location kept</source>
        <translation>Ort behalten</translation>
    </message>
    <message>
        <source>metadata kept</source>
        <translation>Metadaten behalten</translation>
    </message>
    <message>
        <source>metadata kept in part</source>
        <translation>Metadaten teilweise behalten</translation>
    </message>
    <message>
        <source>turned upright</source>
        <translation>aufgerichtet</translation>
    </message>
    <message>
        <source>converted</source>
        <translation>umgewandelt</translation>
    </message>
    <message>
        <source>sRGB</source>
        <translation>sRGB</translation>
    </message>
    <message>
        <source>turned</source>
        <translation>gedreht</translation>
    </message>
    <message>
        <source>cropped</source>
        <translation>zugeschnitten</translation>
    </message>
    <message>
        <source>blacked out</source>
        <translation>geschwärzt</translation>
    </message>
    <message>
        <source>embedded preview</source>
        <translation>eingebettete Vorschau</translation>
    </message>
    <message>
        <source>made lighter: this model takes no more</source>
        <translation>leichter gemacht: mehr nimmt dieses Modell nicht</translation>
    </message>
    <message>
        <source>made lighter after it was refused</source>
        <translation>leichter gemacht, nachdem es abgelehnt wurde</translation>
    </message>
    <message>
        <source>lossy</source>
        <translation>verlustbehaftet</translation>
    </message>
    <message>
        <source>not made smaller: that would blur it and take more bytes</source>
        <translation>nicht verkleinert: das machte es unscharf und größer</translation>
    </message>
    <message>
        <source>cannot be made lighter</source>
        <translation>geht nicht leichter</translation>
    </message>
    <message>
        <source>without what lies in other files or at addresses</source>
        <translation>ohne das, was in anderen Dateien oder an Adressen liegt</translation>
    </message>
    <message>
        <source>some letters could not be drawn</source>
        <translation>manche Zeichen fehlen</translation>
    </message>
</context>
<context>
    <name>chips</name>
    <message>
        <source>Free</source>
        <translation>Kostenlos</translation>
    </message>
    <message>
        <source>Input up to {price} per M</source>
        <translation>Eingabe bis {price} je Mio.</translation>
    </message>
    <message>
        <source>Input from {price} per M</source>
        <translation>Eingabe ab {price} je Mio.</translation>
    </message>
    <message>
        <source>Output up to {price} per M</source>
        <translation>Ausgabe bis {price} je Mio.</translation>
    </message>
    <message>
        <source>Output from {price} per M</source>
        <translation>Ausgabe ab {price} je Mio.</translation>
    </message>
    <message>
        <source>At least {n} tokens</source>
        <translation>Mindestens {n} Token</translation>
    </message>
    <message>
        <source>Released in the last {n} days</source>
        <translation>Erschienen in den letzten {n} Tagen</translation>
    </message>
    <message>
        <source>Changed in the last {n} days</source>
        <translation>Geändert in den letzten {n} Tagen</translation>
    </message>
    <message>
        <source>Takes {what}</source>
        <translation>Nimmt an: {what}</translation>
    </message>
    <message>
        <source>Answers with {what}</source>
        <translation>Antwortet mit: {what}</translation>
    </message>
    <message>
        <source>Favorites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>Asked in the last {n} days</source>
        <translation>Gefragt in den letzten {n} Tagen</translation>
    </message>
    <message>
        <source>Zero data retention</source>
        <translation>Keine Datenspeicherung</translation>
    </message>
    <message>
        <source>Expiring within 90 days</source>
        <translation>Läuft innerhalb von 90 Tagen aus</translation>
    </message>
    <message>
        <source>Not expiring</source>
        <translation>Läuft nicht aus</translation>
    </message>
    <message>
        <source>No longer listed</source>
        <translation>Nicht mehr in der Liste</translation>
    </message>
    <message>
        <source>Not excluded by my settings</source>
        <translation>Nicht von meinen Einstellungen ausgeschlossen</translation>
    </message>
    <message>
        <source>Tag “{name}”</source>
        <translation>Schlagwort „{name}“</translation>
    </message>
    <message>
        <source>{n} more…</source>
        <translation>{n} weitere …</translation>
    </message>
    <message>
        <source>{name} · {n}</source>
        <translation>{name} · {n}</translation>
    </message>
</context>
<context>
    <name>columns</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Why it does not suit this chat</source>
        <translation>Warum es nicht zu diesem Chat passt</translation>
    </message>
    <message>
        <source>Your note</source>
        <translation>Deine Notiz</translation>
    </message>
    <message>
        <source>What you wrote that the search found</source>
        <translation>Was Du geschrieben hast und die Suche gefunden hat</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Hersteller</translation>
    </message>
    <message>
        <source>Favorite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>Why not</source>
        <translation>Warum nicht</translation>
    </message>
    <message>
        <source>Input price, USD per million tokens</source>
        <translation>Preis für Gesendetes, USD je Million Token</translation>
    </message>
    <message>
        <source>Output price, USD per million tokens</source>
        <translation>Preis für Antworten, USD je Million Token</translation>
    </message>
    <message>
        <source>What a use as chosen below costs, USD</source>
        <translation>Was eine Nutzung wie unten gewählt kostet, USD</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Aus dem Cache</translation>
    </message>
    <message>
        <source>Typical use</source>
        <translation>Übliche Nutzung</translation>
    </message>
    <message>
        <source>USD per million tokens</source>
        <translation>USD je Million Token</translation>
    </message>
    <message>
        <source>{tokens} too long</source>
        <translation>um {tokens} zu lang</translation>
    </message>
    <message>
        <source>varies</source>
        <translation>veränderlich</translation>
    </message>
    <message>
        <source>Price of cached input, USD per million tokens</source>
        <translation>Preis für Eingabe aus dem Cache, USD je Million Token</translation>
    </message>
    <message>
        <source>by the time from {low} to {high}, now {now}</source>
        <translation>je nach Zeit von {low} bis {high}, jetzt {now}</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>retired</source>
        <translation>entfallen</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Longest conversation, in tokens</source>
        <translation>Längste Unterhaltung, in Token</translation>
    </message>
    <message>
        <source>Longest answer, in tokens</source>
        <translation>Längste Antwort, in Token</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>How many parameters it accepts</source>
        <translation>Wie viele Parameter es annimmt</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Nimmt</translation>
    </message>
    <message>
        <source>Answers with</source>
        <translation>Antwortet mit</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>Knows until</source>
        <translation>Weiß bis</translation>
    </message>
    <message>
        <source>Removal</source>
        <translation>Entfernung</translation>
    </message>
    <message>
        <source>Released</source>
        <translation>Erschienen</translation>
    </message>
    <message>
        <source>Intelligence</source>
        <translation>Intelligenz</translation>
    </message>
    <message>
        <source>Coding</source>
        <translation>Programmieren</translation>
    </message>
    <message>
        <source>Agentic</source>
        <translation>Agenten</translation>
    </message>
    <message>
        <source>{index} index of Artificial Analysis</source>
        <translation>Index {index} von Artificial Analysis</translation>
    </message>
</context>
<context>
    <name>compare</name>
    <message>
        <source>Cannot be asked</source>
        <translation>Nicht wählbar</translation>
    </message>
    <message>
        <source>{condition}: {price}</source>
        <translation>{condition}: {price}</translation>
    </message>
    <message>
        <source>Context at the top provider</source>
        <translation>Kontext beim ersten Anbieter</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
</context>
<context>
    <name>countries</name>
    <message>
        <source>Australia</source>
        <translation>Australien</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>Österreich</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>Belgien</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>Brasilien</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>Kanada</translation>
    </message>
    <message>
        <source>China</source>
        <translation>China</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>Dänemark</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>Finnland</translation>
    </message>
    <message>
        <source>France</source>
        <translation>Frankreich</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>Deutschland</translation>
    </message>
    <message>
        <source>Hong Kong SAR China</source>
        <translation>Hongkong</translation>
    </message>
    <message>
        <source>Iceland</source>
        <translation>Island</translation>
    </message>
    <message>
        <source>India</source>
        <translation>Indien</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>Irland</translation>
    </message>
    <message>
        <source>Israel</source>
        <translation>Israel</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>Italien</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>Japan</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>Niederlande</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>Norwegen</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>Polen</translation>
    </message>
    <message>
        <source>Saudi Arabia</source>
        <translation>Saudi-Arabien</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>Singapur</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>Südafrika</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>Südkorea</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>Spanien</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>Schweden</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>Schweiz</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>Taiwan</translation>
    </message>
    <message>
        <source>United Arab Emirates</source>
        <translation>Vereinigte Arabische Emirate</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>Vereinigtes Königreich</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>USA</translation>
    </message>
</context>
<context>
    <name>empty</name>
    <message>
        <source>No model has “{text}” in its name, id or author. The list has no descriptions.</source>
        <translation>Kein Modell hat „{text}“ in Name, ID oder Hersteller. Die Liste hat keine Beschreibungen.</translation>
    </message>
    <message>
        <source>No model has “{text}” in its name, id, author or description.</source>
        <translation>Kein Modell hat „{text}“ in Name, ID, Hersteller oder Beschreibung.</translation>
    </message>
    <message>
        <source>No model in the list is known to meet “{text}”.</source>
        <translation>Von keinem Modell der Liste ist bekannt, dass es „{text}“ erfüllt.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>No model meets all of this. Most are left out by “{text}”.</source>
        <translation>Kein Modell erfüllt das alles. Die meisten schließt „{text}“ aus.</translation>
    </message>
    <message>
        <source>No model meets all of this. Without “{text}” the search finds {n}.</source>
        <translation>Kein Modell erfüllt das alles. Ohne „{text}“ findet die Suche {n}.</translation>
    </message>
    <message>
        <source>Drop “{text}”</source>
        <translation>„{text}“ weglassen</translation>
    </message>
    <message>
        <source>It is not known which providers keep nothing.</source>
        <translation>Es ist nicht bekannt, welche Anbieter nichts behalten.</translation>
    </message>
    <message>
        <source>It is not known which models your account excludes. OpenRouter alone tells it, with a key.</source>
        <translation>Es ist nicht bekannt, welche Modelle Dein Konto ausschließt. Das sagt nur OpenRouter, mit Schlüssel.</translation>
    </message>
    <message>
        <source>You have no favorites yet. The star below the details of a model makes it one.</source>
        <translation>Du hast noch keine Favoriten. Der Stern unter den Angaben zu einem Modell macht es dazu.</translation>
    </message>
    <message>
        <source>You have asked none of these models in that time.</source>
        <translation>Du hast in dieser Zeit keines dieser Modelle gefragt.</translation>
    </message>
    <message>
        <source>No model has your tag “{tag}”.</source>
        <translation>Kein Modell hat Dein Schlagwort „{tag}“.</translation>
    </message>
    <message>
        <source>The endpoint names no provider of these models that keeps nothing.</source>
        <translation>Der Endpunkt nennt keinen Anbieter dieser Modelle, der nichts behält.</translation>
    </message>
    <message>
        <source>The settings of your account exclude none of these models.</source>
        <translation>Die Einstellungen Deines Kontos schließen keines dieser Modelle aus.</translation>
    </message>
</context>
<context>
    <name>entries</name>
    <message>
        <source>Ask again</source>
        <translation>Erneut fragen</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Send with later questions again</source>
        <translation>Wieder mit späteren Fragen senden</translation>
    </message>
    <message>
        <source>This answer was stopped.</source>
        <translation>Diese Antwort wurde angehalten.</translation>
    </message>
    <message>
        <source>A picture that came here could not be read or saved.</source>
        <translation>Hier kam ein Bild, das nicht gelesen oder gespeichert werden konnte.</translation>
    </message>
    <message>
        <source>{n} pictures that came here could not be read or saved.</source>
        <translation>Hier kamen {n} Bilder, die nicht gelesen oder gespeichert werden konnten.</translation>
    </message>
    <message>
        <source>A provider refused a request with these pictures. They will not be sent again.</source>
        <translation>Ein Anbieter hat eine Anfrage mit diesen Bildern abgelehnt. Sie werden nicht mehr gesendet.</translation>
    </message>
    <message>
        <source>These pictures are not sent with later questions.</source>
        <translation>Diese Bilder werden mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>{what} not sent: this model takes none.</source>
        <translation>{what} nicht gesendet: Dieses Modell nimmt so etwas nicht an.</translation>
    </message>
    <message>
        <source>{what} not sent: refused by a provider.</source>
        <translation>{what} nicht gesendet: von einem Anbieter abgelehnt.</translation>
    </message>
    <message>
        <source>{what} not sent: not stored any more.</source>
        <translation>{what} nicht gesendet: nicht mehr gespeichert.</translation>
    </message>
    <message>
        <source>{what} not sent: left out by you.</source>
        <translation>{what} nicht gesendet: von Dir ausgelassen.</translation>
    </message>
    <message>
        <source>{what} not sent: there are newer ones.</source>
        <translation>{what} nicht gesendet: Es gibt neuere.</translation>
    </message>
    <message>
        <source>{what} read by the model itself, not as chosen before.</source>
        <translation>{what} vom Modell selbst gelesen, anders als zuvor gewählt.</translation>
    </message>
    <message>
        <source>{what} read as text alone, without scans, not as chosen before.</source>
        <translation>{what} nur als Text gelesen, ohne Scans, anders als zuvor gewählt.</translation>
    </message>
    <message>
        <source>{what} read with scans, for a price by the page, not as chosen before.</source>
        <translation>{what} mit Scans gelesen, zu einem Preis pro Seite, anders als zuvor gewählt.</translation>
    </message>
    <message>
        <source>No longer sent because a provider refused a request with it: {names}</source>
        <translation>Wird nicht mehr gesendet, weil ein Anbieter eine Anfrage damit abgelehnt hat: {names}</translation>
    </message>
    <message>
        <source>Not stored any more, so not sent with later questions: {names}</source>
        <translation>Nicht mehr gespeichert, daher wird mit späteren Fragen nicht gesendet: {names}</translation>
    </message>
    <message>
        <source>Not sent with later questions: {names}</source>
        <translation>Wird mit späteren Fragen nicht gesendet: {names}</translation>
    </message>
    <message>
        <source>A provider refused a request with this picture. It will not be sent again.</source>
        <translation>Ein Anbieter hat eine Anfrage mit diesem Bild abgelehnt. Es wird nicht mehr gesendet.</translation>
    </message>
    <message>
        <source>This picture is not stored any more, and is not sent with later questions.</source>
        <translation>Dieses Bild ist nicht mehr gespeichert und wird daher mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>These pictures are not stored any more, and are not sent with later questions.</source>
        <translation>Diese Bilder sind nicht mehr gespeichert und werden daher mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>This picture is not sent with later questions.</source>
        <translation>Dieses Bild wird mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>Send only the texts with later questions</source>
        <translation>Mit späteren Fragen nur die Texte senden</translation>
    </message>
    <message>
        <source>Leave the picture out of later questions</source>
        <translation>Das Bild bei späteren Fragen weglassen</translation>
    </message>
    <message>
        <source>Leave the pictures out of later questions</source>
        <translation>Die Bilder bei späteren Fragen weglassen</translation>
    </message>
    <message>
        <source>only the first {n} characters are kept</source>
        <translation>nur die ersten {n} Zeichen wurden behalten</translation>
    </message>
    <message>
        <source>Nothing for {n} minutes. The provider only says that it is alive.</source>
        <translation>Seit {n} Minuten nichts. Der Anbieter sagt nur, dass er noch da ist.</translation>
    </message>
    <message>
        <source>Receiving a picture… {size} · nothing more for {n} s</source>
        <translation>Empfange ein Bild … {size} · seit {n} s nichts mehr</translation>
    </message>
    <message>
        <source>No new words for {n} s</source>
        <translation>Seit {n} s keine neuen Wörter</translation>
    </message>
    <message>
        <source>Still waiting: the provider is queueing · {n} s</source>
        <translation>Noch nichts: Die Anfrage wartet beim Anbieter · {n} s</translation>
    </message>
    <message>
        <source>Use in the next question</source>
        <translation>In der nächsten Frage verwenden</translation>
    </message>
    <message>
        <source>The picture of this answer is not sent with later questions.</source>
        <translation>Das Bild dieser Antwort wird mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>The {n} pictures of this answer are not sent with later questions.</source>
        <translation>Die {n} Bilder dieser Antwort werden mit späteren Fragen nicht gesendet.</translation>
    </message>
    <message>
        <source>{what} not sent: no room in the model&apos;s context.</source>
        <translation>{what} nicht gesendet: kein Platz im Kontext des Modells.</translation>
    </message>
    <message>
        <source>{what} not sent: too large for this model.</source>
        <translation>{what} nicht gesendet: zu groß für dieses Modell.</translation>
    </message>
    <message>
        <source>{what} not sent: in a format that this model does not take.</source>
        <translation>{what} nicht gesendet: in einem Format, das dieses Modell nicht nimmt.</translation>
    </message>
    <message>
        <source>Waiting for the first words…</source>
        <translation>Warten auf die ersten Worte …</translation>
    </message>
    <message>
        <source>Sending {n} of {all} · {percent} %</source>
        <translation>Sende {n} von {all} · {percent} %</translation>
    </message>
    <message>
        <source>Receiving a picture… {size}</source>
        <translation>Empfange ein Bild … {size}</translation>
    </message>
    <message>
        <source>Trying again in {n} s · Esc stops</source>
        <translation>Neuer Versuch in {n} s · Esc hält an</translation>
    </message>
    <message>
        <source>Trying again…</source>
        <translation>Neuer Versuch …</translation>
    </message>
    <message>
        <source>not saved</source>
        <translation>nicht gespeichert</translation>
    </message>
    <message>
        <source>The answer reached the output limit.</source>
        <translation>Die Antwort hat die Grenze der Ausgabe erreicht.</translation>
    </message>
    <message>
        <source>The provider&apos;s content filter ended the answer.</source>
        <translation>Der Inhaltsfilter des Anbieters hat die Antwort beendet.</translation>
    </message>
    <message>
        <source>Parley ended before the answer did.</source>
        <translation>Parley endete vor der Antwort.</translation>
    </message>
    <message>
        <source>Fetch it here…</source>
        <translation>Hier holen …</translation>
    </message>
    <message>
        <source>Fetch them here…</source>
        <translation>Hier holen …</translation>
    </message>
    <message>
        <source>Send larger…</source>
        <translation>Größer senden …</translation>
    </message>
    <message>
        <source>Send smaller…</source>
        <translation>Kleiner senden …</translation>
    </message>
    <message>
        <source>Send the pictures smaller…</source>
        <translation>Die Bilder kleiner senden …</translation>
    </message>
    <message>
        <source>Send as another kind…</source>
        <translation>In anderem Format senden …</translation>
    </message>
    <message>
        <source>Ask without the pictures</source>
        <translation>Ohne die Bilder fragen</translation>
    </message>
    <message>
        <source>Ask without the picture</source>
        <translation>Ohne das Bild fragen</translation>
    </message>
    <message>
        <source>Ask without them</source>
        <translation>Ohne sie fragen</translation>
    </message>
    <message>
        <source>Ask without it</source>
        <translation>Ohne das fragen</translation>
    </message>
    <message>
        <source>Replace them…</source>
        <translation>Ersetzen …</translation>
    </message>
    <message>
        <source>Ask without earlier pictures</source>
        <translation>Ohne frühere Bilder fragen</translation>
    </message>
    <message>
        <source>Ask with the last picture alone</source>
        <translation>Nur mit dem letzten Bild fragen</translation>
    </message>
    <message>
        <source>Ask with the last {n} pictures</source>
        <translation>Mit den letzten {n} Bildern fragen</translation>
    </message>
    <message>
        <source>Ask without earlier pictures and files</source>
        <translation>Ohne frühere Bilder und Dateien fragen</translation>
    </message>
    <message>
        <source>Ask without all pictures and files</source>
        <translation>Ohne alle Bilder und Dateien fragen</translation>
    </message>
    <message>
        <source>Replace it…</source>
        <translation>Ersetzen …</translation>
    </message>
</context>
<context>
    <name>expected</name>
    <message>
        <source>“{text}”: {expected}</source>
        <translation>„{text}“: {expected}</translation>
    </message>
    <message>
        <source>there is no such condition. There are {known}.</source>
        <translation>eine solche Bedingung gibt es nicht. Es gibt {known}.</translation>
    </message>
    <message>
        <source>{key} stands alone, with nothing behind it.</source>
        <translation>{key} steht allein, ohne etwas dahinter.</translation>
    </message>
    <message>
        <source>{key} is compared, as in {key}&lt;1.</source>
        <translation>{key} wird verglichen, wie in {key}&lt;1.</translation>
    </message>
    <message>
        <source>a colon stands behind {key}, as in {key}:…</source>
        <translation>hinter {key} steht ein Doppelpunkt, wie in {key}:…</translation>
    </message>
    <message>
        <source>expected USD per million tokens, as in {key}&lt;1.5</source>
        <translation>erwartet werden USD je Million Token, wie in {key}&lt;1,5</translation>
    </message>
    <message>
        <source>expected a number of tokens, as in ctx&gt;=200k or ctx&gt;=1M</source>
        <translation>erwartet wird eine Zahl von Token, wie in ctx&gt;=200k oder ctx&gt;=1M</translation>
    </message>
    <message>
        <source>expected days, weeks, months or years, as in {key}:30d, 2w, 6m or 1y</source>
        <translation>erwartet werden Tage, Wochen, Monate oder Jahre, wie in {key}:30d, 2w, 6m oder 1y</translation>
    </message>
    <message>
        <source>no model in the list states this. There are {known}</source>
        <translation>kein Modell der Liste gibt das an. Es gibt {known}</translation>
    </message>
    <message>
        <source>expected a name behind {key}:</source>
        <translation>erwartet wird ein Name hinter {key}:</translation>
    </message>
    <message>
        <source>expected one of {known}</source>
        <translation>erwartet wird eines von {known}</translation>
    </message>
    <message>
        <source>expected words here</source>
        <translation>erwartet werden hier Wörter</translation>
    </message>
    <message>
        <source>the quotation mark at the end is missing</source>
        <translation>das Anführungszeichen am Ende fehlt</translation>
    </message>
</context>
<context>
    <name>facts</name>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>varies</source>
        <translation>veränderlich</translation>
    </message>
    <message>
        <source>{prompt} in · {completion} out per M</source>
        <translation>{prompt} rein · {completion} raus je Mio.</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>price not stated</source>
        <translation>Preis nicht angegeben</translation>
    </message>
    <message>
        <source>price varies</source>
        <translation>Preis veränderlich</translation>
    </message>
    <message>
        <source>no longer listed · last {day}</source>
        <translation>nicht mehr in der Liste · zuletzt {day}</translation>
    </message>
    <message>
        <source>excluded by the settings of your account</source>
        <translation>von den Einstellungen Deines Kontos ausgeschlossen</translation>
    </message>
    <message>
        <source>not planned</source>
        <translation>nicht geplant</translation>
    </message>
    <message>
        <source>{price} · {context} context</source>
        <translation>{price} · {context} Kontext</translation>
    </message>
    <message>
        <source>{prompt} · {completion}</source>
        <translation>{prompt} · {completion}</translation>
    </message>
    <message>
        <source>{price} · {context}</source>
        <translation>{price} · {context}</translation>
    </message>
    <message>
        <source>{place} · {facts}</source>
        <translation>{place} · {facts}</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>files</source>
        <translation>Dateien</translation>
    </message>
    <message>
        <source>audio</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>video</source>
        <translation>Video</translation>
    </message>
    <message>
        <source>the model of this chat</source>
        <translation>das Modell dieses Chats</translation>
    </message>
    <message>
        <source>at {place}</source>
        <translation>bei {place}</translation>
    </message>
    <message>
        <source>{prompt} per million tokens in, {completion} out</source>
        <translation>{prompt} je Million Token Eingabe, {completion} Ausgabe</translation>
    </message>
    <message>
        <source>at most {price}</source>
        <translation>höchstens {price}</translation>
    </message>
    <message>
        <source>context length not stated</source>
        <translation>Kontextlänge nicht angegeben</translation>
    </message>
    <message>
        <source>context of {n} tokens</source>
        <translation>Kontext von {n} Token</translation>
    </message>
    <message>
        <source>takes {takes}, answers with {gives}</source>
        <translation>nimmt {takes} an, antwortet mit {gives}</translation>
    </message>
    <message>
        <source>modalities not stated</source>
        <translation>Arten von Ein- und Ausgabe nicht angegeben</translation>
    </message>
</context>
<context>
    <name>figures</name>
    <message>
        <source>en_US</source>
        <translation>de_DE</translation>
    </message>
    <message>
        <source>${amount}</source>
        <translation>{amount}&#xa0;$</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{m} min {n} s</source>
        <translation>{m} min {n} s</translation>
    </message>
    <message>
        <source>1 byte</source>
        <translation>1 Byte</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>fit</name>
    <message>
        <source>excluded by the settings of your account</source>
        <translation>von den Einstellungen Deines Kontos ausgeschlossen</translation>
    </message>
    <message>
        <source>answers batch requests only</source>
        <translation>antwortet nur in Stapeln</translation>
    </message>
    <message>
        <source>expired {n} days ago</source>
        <translation>vor {n} Tagen abgelaufen</translation>
    </message>
    <message>
        <source>cannot see pictures</source>
        <translation>kann keine Bilder sehen</translation>
    </message>
    <message>
        <source>does not take {name}</source>
        <translation>nimmt nicht an: {name}</translation>
    </message>
    <message>
        <source>does not answer with {name}</source>
        <translation>antwortet nicht mit {name}</translation>
    </message>
    <message>
        <source>context too small by about {tokens} tokens</source>
        <translation>Kontext um etwa {tokens} Token zu klein</translation>
    </message>
    <message>
        <source>None of the {n} models suits this chat. Most often: {reason}.</source>
        <translation>Keines der {n} Modelle passt zu diesem Chat. Am häufigsten: {reason}.</translation>
    </message>
    <message>
        <source>The one model that was found does not suit this chat: {reason}.</source>
        <translation>Das eine gefundene Modell passt nicht zu diesem Chat: {reason}.</translation>
    </message>
    <message>
        <source>no longer listed</source>
        <translation>nicht mehr in der Liste</translation>
    </message>
    <message>
        <source>listed last on {day}</source>
        <translation>zuletzt am {day} in der Liste</translation>
    </message>
    <message>
        <source>cannot use tools</source>
        <translation>kann keine Werkzeuge nutzen</translation>
    </message>
    <message>
        <source>ignores {name}</source>
        <translation>beachtet {name} nicht</translation>
    </message>
    <message>
        <source>expires in {n} days</source>
        <translation>läuft in {n} Tagen ab</translation>
    </message>
    <message>
        <source>expired yesterday</source>
        <translation>gestern abgelaufen</translation>
    </message>
    <message>
        <source>expires today</source>
        <translation>läuft heute ab</translation>
    </message>
    <message>
        <source>expires tomorrow</source>
        <translation>läuft morgen ab</translation>
    </message>
</context>
<context>
    <name>held_draft</name>
    <message>
        <source>Attached in another chat.</source>
        <translation>In einem anderen Chat angehängt.</translation>
    </message>
    <message>
        <source>Not attached: the question it was for is written no more.</source>
        <translation>Nicht angehängt: An der Frage, für die es war, wird nicht mehr geschrieben.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>key</name>
    <message>
        <source>The key “{label}” works.</source>
        <translation>Der Schlüssel „{label}“ funktioniert.</translation>
    </message>
    <message>
        <source>The key works.</source>
        <translation>Der Schlüssel funktioniert.</translation>
    </message>
    <message>
        <source>{spent} spent so far.</source>
        <translation>Bisher ausgegeben: {spent}.</translation>
    </message>
    <message>
        <source>{spent} more went through your own keys at providers.</source>
        <translation>Über eigene Schlüssel bei Anbietern kommen {spent} dazu.</translation>
    </message>
    <message>
        <source>No credits were bought for this account yet.</source>
        <translation>Für dieses Konto wurde noch kein Guthaben gekauft.</translation>
    </message>
    <message>
        <source>{left} of {all} requests to free models left today.</source>
        <translation>Heute noch {left} von {all} Anfragen an kostenlose Modelle.</translation>
    </message>
    <message>
        <source>It expires on {day}.</source>
        <translation>Er läuft am {day} ab.</translation>
    </message>
    <message>
        <source>{left} left.</source>
        <translation>Noch {left} übrig.</translation>
    </message>
    <message>
        <source>It has no limit.</source>
        <translation>Er ist nicht begrenzt.</translation>
    </message>
    <message>
        <source>Its limit is {limit}.</source>
        <translation>Seine Grenze: {limit}.</translation>
    </message>
    <message>
        <source>Its limit of {limit} is used up.</source>
        <translation>Seine Grenze von {limit} ist ausgeschöpft.</translation>
    </message>
    <message>
        <source>{left} of {limit} left.</source>
        <translation>Noch {left} von {limit} übrig.</translation>
    </message>
    <message>
        <source>{limit} a day</source>
        <translation>{limit} am Tag</translation>
    </message>
    <message>
        <source>{limit} a week</source>
        <translation>{limit} in der Woche</translation>
    </message>
    <message>
        <source>{limit} a month</source>
        <translation>{limit} im Monat</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation>{n} Bilder</translation>
    </message>
    <message>
        <source>1 PDF</source>
        <translation>1 PDF</translation>
    </message>
    <message>
        <source>{n} PDFs</source>
        <translation>{n} PDFs</translation>
    </message>
    <message>
        <source>1 recording</source>
        <translation>1 Aufnahme</translation>
    </message>
    <message>
        <source>{n} recordings</source>
        <translation>{n} Aufnahmen</translation>
    </message>
    <message>
        <source>1 video</source>
        <translation>1 Video</translation>
    </message>
    <message>
        <source>{n} videos</source>
        <translation>{n} Videos</translation>
    </message>
    <message>
        <source>{model} takes none of these: {kinds}.</source>
        <translation>{model} nimmt nichts davon: {kinds}.</translation>
    </message>
    <message>
        <source>{model} cannot see pictures.</source>
        <translation>{model} kann keine Bilder sehen.</translation>
    </message>
    <message>
        <source>pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>{model} takes no PDFs.</source>
        <translation>{model} nimmt keine PDFs.</translation>
    </message>
    <message>
        <source>PDFs</source>
        <translation>PDFs</translation>
    </message>
    <message>
        <source>{model} cannot hear recordings.</source>
        <translation>{model} kann keine Aufnahmen hören.</translation>
    </message>
    <message>
        <source>recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>{model} cannot watch videos.</source>
        <translation>{model} kann keine Videos sehen.</translation>
    </message>
    <message>
        <source>videos</source>
        <translation>Videos</translation>
    </message>
    <message>
        <source>{model} takes neither {kind} nor {other}.</source>
        <translation>{model} nimmt weder {kind} noch {other}.</translation>
    </message>
</context>
<context>
    <name>mime</name>
    <message>
        <source>Pasted text</source>
        <translation>Eingefügter Text</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
</context>
<context>
    <name>page</name>
    <message>
        <source>Not available</source>
        <translation>Nicht verfügbar</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>At</source>
        <translation>Bei</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Von Dir</translation>
    </message>
    <message>
        <source>Prices · USD per million tokens</source>
        <translation>Preise · USD je Million Token</translation>
    </message>
    <message>
        <source>Ways to ask it</source>
        <translation>So kannst Du es fragen</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Abilities</source>
        <translation>Fähigkeiten</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Zeitangaben</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Names and links</source>
        <translation>Namen und Links</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Weiteres</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{n} tokens</source>
        <translation>{n} Token</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>At the top provider</source>
        <translation>Beim ersten Anbieter</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Längste Antwort</translation>
    </message>
    <message>
        <source>Moderated</source>
        <translation>Moderiert</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>Nimmt an</translation>
    </message>
    <message>
        <source>Answers with</source>
        <translation>Antwortet mit</translation>
    </message>
    <message>
        <source>Voices</source>
        <translation>Stimmen</translation>
    </message>
    <message>
        <source>Tokenizer</source>
        <translation>Tokenizer</translation>
    </message>
    <message>
        <source>Instruction format</source>
        <translation>Anweisungsformat</translation>
    </message>
    <message>
        <source>always</source>
        <translation>immer</translation>
    </message>
    <message>
        <source>optional</source>
        <translation>wahlweise</translation>
    </message>
    <message>
        <source>supported</source>
        <translation>möglich</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>On by default</source>
        <translation>Voreingestellt an</translation>
    </message>
    <message>
        <source>Efforts</source>
        <translation>Stufen</translation>
    </message>
    <message>
        <source>Usual effort</source>
        <translation>Übliche Stufe</translation>
    </message>
    <message>
        <source>Budget in tokens</source>
        <translation>Budget in Token</translation>
    </message>
    <message>
        <source>{value} by default</source>
        <translation>{value} voreingestellt</translation>
    </message>
    <message>
        <source>Also accepts</source>
        <translation>Versteht auch</translation>
    </message>
    <message>
        <source>Accepts</source>
        <translation>Versteht</translation>
    </message>
    <message>
        <source>Listed</source>
        <translation>In der Liste seit</translation>
    </message>
    <message>
        <source>Knowledge until</source>
        <translation>Wissen bis</translation>
    </message>
    <message>
        <source>Removal</source>
        <translation>Abschaltung</translation>
    </message>
    <message>
        <source>{day}, which has passed</source>
        <translation>{day}, das ist vorbei</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}, heute</translation>
    </message>
    <message>
        <source>{day}, tomorrow</source>
        <translation>{day}, morgen</translation>
    </message>
    <message>
        <source>{day}, in {n} days</source>
        <translation>{day}, in {n} Tagen</translation>
    </message>
    <message>
        <source>Benchmarks · {source}</source>
        <translation>Benchmarks · {source}</translation>
    </message>
    <message>
        <source>{title}, as listed on {day}</source>
        <translation>{title}, laut Liste vom {day}</translation>
    </message>
    <message>
        <source>and {n} more</source>
        <translation>und {n} weitere</translation>
    </message>
    <message>
        <source>Benchmarks</source>
        <translation>Benchmarks</translation>
    </message>
    <message>
        <source>{model}, which is not listed</source>
        <translation>{model}, das nicht in der Liste steht</translation>
    </message>
    <message>
        <source>Stands for</source>
        <translation>Steht für</translation>
    </message>
    <message>
        <source>intelligence index</source>
        <translation>Index Intelligenz</translation>
    </message>
    <message>
        <source>coding index</source>
        <translation>Index Programmieren</translation>
    </message>
    <message>
        <source>agentic index</source>
        <translation>Index Agenten</translation>
    </message>
    <message>
        <source>win rate</source>
        <translation>Siegquote</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>Rang</translation>
    </message>
    <message>
        <source>Permanent name</source>
        <translation>Dauerhafter Name</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
    <message>
        <source>List of</source>
        <translation>Liste vom</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Last asked</source>
        <translation>Zuletzt gefragt</translation>
    </message>
    <message>
        <source>its privacy settings, providers or guardrails exclude this model</source>
        <translation>seine Einstellungen zu Datenschutz, Anbietern oder Leitplanken schließen dieses Modell aus</translation>
    </message>
    <message>
        <source>Your account</source>
        <translation>Dein Konto</translation>
    </message>
    <message>
        <source>Last listed</source>
        <translation>Zuletzt gelistet</translation>
    </message>
    <message>
        <source>Followed by</source>
        <translation>Nachfolger</translation>
    </message>
    <message>
        <source>none known</source>
        <translation>keine bekannt</translation>
    </message>
    <message>
        <source>asking…</source>
        <translation>wird gefragt …</translation>
    </message>
    <message>
        <source>As of</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Not updated</source>
        <translation>Nicht neuer</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>Nicht bekannt</translation>
    </message>
</context>
<context>
    <name>prices</name>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Reasoning tokens</source>
        <translation>Token des Nachdenkens</translation>
    </message>
    <message>
        <source>Cached input</source>
        <translation>Eingabe aus dem Cache</translation>
    </message>
    <message>
        <source>Caching, 5 min</source>
        <translation>In den Cache, 5 Min.</translation>
    </message>
    <message>
        <source>Caching, 1 hour</source>
        <translation>In den Cache, 1 Std.</translation>
    </message>
    <message>
        <source>Picture input</source>
        <translation>Bilder, Eingabe</translation>
    </message>
    <message>
        <source>Picture tokens</source>
        <translation>Bilder, Token</translation>
    </message>
    <message>
        <source>Picture output</source>
        <translation>Bilder, Ausgabe</translation>
    </message>
    <message>
        <source>Audio input</source>
        <translation>Ton, Eingabe</translation>
    </message>
    <message>
        <source>Cached audio</source>
        <translation>Ton aus dem Cache</translation>
    </message>
    <message>
        <source>Audio output</source>
        <translation>Ton, Ausgabe</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>Anfrage</translation>
    </message>
    <message>
        <source>Web search</source>
        <translation>Websuche</translation>
    </message>
    <message>
        <source>USD per picture or picture token</source>
        <translation>USD je Bild oder Bild-Token</translation>
    </message>
    <message>
        <source>USD per request</source>
        <translation>USD je Anfrage</translation>
    </message>
    <message>
        <source>USD per search</source>
        <translation>USD je Suche</translation>
    </message>
    <message>
        <source>USD per unit</source>
        <translation>USD je Einheit</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>Preis</translation>
    </message>
    <message>
        <source>free</source>
        <translation>kostenlos</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>The list does not state it as free: it may charge in other ways.</source>
        <translation>Die Liste nennt es nicht kostenlos: Es kann auf andere Art etwas kosten.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Listed as {amount}</source>
        <translation>Mit {amount} gelistet</translation>
    </message>
    <message>
        <source>{amount} per million pictures or picture tokens</source>
        <translation>{amount} je Mio. Bilder oder Bild-Token</translation>
    </message>
    <message>
        <source>{amount} per picture or picture token</source>
        <translation>{amount} je Bild oder Bild-Token</translation>
    </message>
    <message>
        <source>{amount} per request</source>
        <translation>{amount} je Anfrage</translation>
    </message>
    <message>
        <source>{amount} per search</source>
        <translation>{amount} je Suche</translation>
    </message>
    <message>
        <source>{amount} per unit</source>
        <translation>{amount} je Einheit</translation>
    </message>
    <message>
        <source>Prompts over {n} tokens</source>
        <translation>Anfragen über {n} Token</translation>
    </message>
    <message>
        <source>up to {n} tokens</source>
        <translation>bis {n} Token</translation>
    </message>
    <message>
        <source>over {n} tokens</source>
        <translation>über {n} Token</translation>
    </message>
    <message>
        <source>{start} to {end} UTC</source>
        <translation>{start} bis {end} UTC</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>no fixed price</source>
        <translation>kein fester Preis</translation>
    </message>
</context>
<context>
    <name>providers</name>
    <message>
        <source>Data</source>
        <translation>Daten</translation>
    </message>
    <message>
        <source>Whether it keeps what is sent to it</source>
        <translation>Ob er aufbewahrt, was ihm gesendet wird</translation>
    </message>
    <message>
        <source>keeps nothing</source>
        <translation>behält nichts</translation>
    </message>
    <message>
        <source>may keep</source>
        <translation>behält vielleicht</translation>
    </message>
    <message>
        <source>{n} % off, already taken off</source>
        <translation>{n} % Rabatt, schon abgezogen</translation>
    </message>
    <message>
        <source>reported as degraded</source>
        <translation>als eingeschränkt gemeldet</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Input price, USD per million tokens</source>
        <translation>Preis für Gesendetes, USD je Million Token</translation>
    </message>
    <message>
        <source>Output price, USD per million tokens</source>
        <translation>Preis für Antworten, USD je Million Token</translation>
    </message>
    <message>
        <source>How exactly the model&apos;s numbers are kept</source>
        <translation>Wie genau die Zahlen des Modells gespeichert sind</translation>
    </message>
    <message>
        <source>Longest conversation, in tokens</source>
        <translation>Längste Unterhaltung, in Token</translation>
    </message>
    <message>
        <source>Longest answer, in tokens</source>
        <translation>Längste Antwort, in Token</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>Antwort</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <source>Headquarters</source>
        <translation>Firmensitz</translation>
    </message>
    <message>
        <source>Data centers</source>
        <translation>Rechenzentren</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>Country of the headquarters, then those of the data centers where they differ</source>
        <translation>Land des Firmensitzes, dann die der Rechenzentren, wo es andere sind</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Answered requests of the last day; behind it those of the last half hour if they differ</source>
        <translation>Beantwortete Anfragen des letzten Tages; dahinter die der letzten halben Stunde, wenn sie abweichen</translation>
    </message>
    <message>
        <source>Median time to the first token in the last half hour, in no certain unit. Told only to those with a key.</source>
        <translation>Zeit bis zum ersten Token, Median der letzten halben Stunde, in nicht sicher bekannter Einheit. Wird nur mit Schlüssel verraten.</translation>
    </message>
    <message>
        <source>Up in the last day: {share}</source>
        <translation>Erreichbar am letzten Tag: {share}</translation>
    </message>
    <message>
        <source>in the last half hour: {share}</source>
        <translation>in der letzten halben Stunde: {share}</translation>
    </message>
    <message>
        <source>Tokens per second, median of the last half hour. Told only to those with a key.</source>
        <translation>Token je Sekunde, Median der letzten halben Stunde. Wird nur mit Schlüssel verraten.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Erreichbar</translation>
    </message>
    <message>
        <source>Tokens/s</source>
        <translation>Token/s</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
</context>
<context>
    <name>receipt</name>
    <message>
        <source>Model asked</source>
        <translation>Gefragtes Modell</translation>
    </message>
    <message>
        <source>Model that answered</source>
        <translation>Modell, das geantwortet hat</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Asked on</source>
        <translation>Gefragt am</translation>
    </message>
    <message>
        <source>Began after</source>
        <translation>Begonnen nach</translation>
    </message>
    <message>
        <source>Reasoning took</source>
        <translation>Nachdenken dauerte</translation>
    </message>
    <message>
        <source>Total time</source>
        <translation>Alles dauerte</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>Tempo</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Finish reason</source>
        <translation>Grund des Endes</translation>
    </message>
    <message>
        <source>In the provider&apos;s words</source>
        <translation>In den Worten des Anbieters</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>Kosten</translation>
    </message>
    <message>
        <source>Paid with your own key</source>
        <translation>Mit eigenem Schlüssel bezahlt</translation>
    </message>
    <message>
        <source>Cost at the provider</source>
        <translation>Kosten beim Anbieter</translation>
    </message>
    <message>
        <source>… of that for reading</source>
        <translation>… davon für das Lesen</translation>
    </message>
    <message>
        <source>… of that for writing</source>
        <translation>… davon für das Schreiben</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>Gelesene Token</translation>
    </message>
    <message>
        <source>… of these from the cache</source>
        <translation>… davon aus dem Cache</translation>
    </message>
    <message>
        <source>… of these kept in the cache</source>
        <translation>… davon in den Cache gelegt</translation>
    </message>
    <message>
        <source>Tokens written</source>
        <translation>Geschriebene Token</translation>
    </message>
    <message>
        <source>… of these for reasoning</source>
        <translation>… davon für das Nachdenken</translation>
    </message>
    <message>
        <source>Total tokens</source>
        <translation>Token zusammen</translation>
    </message>
    <message>
        <source>Web searches</source>
        <translation>Websuchen</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>{model}, chosen by {asked}</source>
        <translation>{model}, von {asked} gewählt</translation>
    </message>
    <message>
        <source>{model} instead of {asked}</source>
        <translation>{model} statt {asked}</translation>
    </message>
    <message>
        <source>{cost} + {upstream} on your own key</source>
        <translation>{cost} + {upstream} auf eigenen Schlüssel</translation>
    </message>
    <message>
        <source>{read} ({n} cached)</source>
        <translation>{read} ({n} aus dem Cache)</translation>
    </message>
    <message>
        <source>{written} ({n} reasoning)</source>
        <translation>{written} ({n} Nachdenken)</translation>
    </message>
    <message>
        <source>{read} → {written} tokens</source>
        <translation>{read} → {written} Token</translation>
    </message>
    <message>
        <source>began after {time}</source>
        <translation>begann nach {time}</translation>
    </message>
    <message>
        <source>{time} in all</source>
        <translation>{time} insgesamt</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} s</translation>
    </message>
    <message>
        <source>{pace} tokens/s</source>
        <translation>{pace} Token/s</translation>
    </message>
    <message>
        <source>Failure</source>
        <translation>Fehler</translation>
    </message>
</context>
<context>
    <name>transcript</name>
    <message>
        <source>Copy selection</source>
        <translation>Auswahl kopieren</translation>
    </message>
    <message>
        <source>Copy selection as Markdown</source>
        <translation>Auswahl als Markdown kopieren</translation>
    </message>
    <message>
        <source>Open link to {host}…</source>
        <translation>Link zu {host} öffnen …</translation>
    </message>
    <message>
        <source>Copy link address</source>
        <translation>Linkadresse kopieren</translation>
    </message>
    <message>
        <source>Copy formula</source>
        <translation>Formel kopieren</translation>
    </message>
    <message>
        <source>Copy reasoning</source>
        <translation>Nachdenken kopieren</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alles auswählen</translation>
    </message>
    <message>
        <source>Show the picture from {host}…</source>
        <translation>Bild von {host} zeigen …</translation>
    </message>
    <message>
        <source>Open picture</source>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Show original</source>
        <translation>Original zeigen</translation>
    </message>
    <message>
        <source>Use in the next question</source>
        <translation>In der nächsten Frage verwenden</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>Bild kopieren</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>Bild speichern unter …</translation>
    </message>
    <message>
        <source>Footnote {mark}</source>
        <translation>Fußnote {mark}</translation>
    </message>
    <message>
        <source>Back from footnote {mark}</source>
        <translation>Zurück von Fußnote {mark}</translation>
    </message>
    <message>
        <source>answering</source>
        <translation>antwortet</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt nach</translation>
    </message>
    <message>
        <source>Reasoning</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>{n} words</source>
        <translation>{n} Wörter</translation>
    </message>
    <message>
        <source>1 word</source>
        <translation>1 Wort</translation>
    </message>
    <message>
        <source>refused by a provider: sent no more</source>
        <translation>von einem Anbieter abgelehnt: wird nicht mehr gesendet</translation>
    </message>
    <message>
        <source>sent no more</source>
        <translation>wird nicht mehr gesendet</translation>
    </message>
    <message>
        <source>not stored any more</source>
        <translation>nicht mehr gespeichert</translation>
    </message>
    <message>
        <source>cannot be shown</source>
        <translation>kann nicht angezeigt werden</translation>
    </message>
    <message>
        <source>cannot be shown: too many frames or pages</source>
        <translation>kann nicht gezeigt werden: zu viele Bilder oder Seiten</translation>
    </message>
    <message>
        <source>cannot be shown: too many pixels</source>
        <translation>kann nicht gezeigt werden: zu viele Pixel</translation>
    </message>
    <message>
        <source>Picture at {host}</source>
        <translation>Bild auf {host}</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu erzeugen</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>Vorige Version</translation>
    </message>
    <message>
        <source>All versions…</source>
        <translation>Alle Versionen …</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Version</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Als Markdown kopieren</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Zitieren</translation>
    </message>
    <message>
        <source>Show the source…</source>
        <translation>Quelltext zeigen …</translation>
    </message>
    <message>
        <source>Receipt…</source>
        <translation>Beleg …</translation>
    </message>
    <message>
        <source>Regenerate with another model…</source>
        <translation>Mit anderem Modell neu erzeugen …</translation>
    </message>
    <message>
        <source>Delete with what follows</source>
        <translation>Mit dem Folgenden löschen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Version {n} of {count}</source>
        <translation>Version {n} von {count}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Not valid JSON</source>
        <translation>Kein gültiges JSON</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>Baum</translation>
    </message>
    <message>
        <source>Do not wrap</source>
        <translation>Nicht umbrechen</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>Zeilen umbrechen</translation>
    </message>
    <message>
        <source>Scroll formula sideways</source>
        <translation>Formel seitwärts scrollen</translation>
    </message>
    <message>
        <source>Scroll table sideways</source>
        <translation>Tabelle seitwärts scrollen</translation>
    </message>
    <message>
        <source>Scroll code sideways</source>
        <translation>Code seitwärts scrollen</translation>
    </message>
    <message>
        <source>not to {host}, as its text says</source>
        <translation>nicht zu {host}, wie sein Text sagt</translation>
    </message>
    <message>
        <source>Source {n}: {name}</source>
        <translation>Quelle {n}: {name}</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>{name} answers</source>
        <translation>{name} antwortet</translation>
    </message>
    <message>
        <source>1 line</source>
        <translation>1 Zeile</translation>
    </message>
    <message>
        <source>{n} lines</source>
        <translation>{n} Zeilen</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Answer complete</source>
        <translation>Antwort vollständig</translation>
    </message>
    <message>
        <source>Answer complete, 1 word</source>
        <translation>Antwort vollständig, 1 Wort</translation>
    </message>
    <message>
        <source>Answer complete, {n} words</source>
        <translation>Antwort vollständig, {n} Wörter</translation>
    </message>
    <message>
        <source>{n} fields</source>
        <translation>{n} Felder</translation>
    </message>
    <message>
        <source>1 field</source>
        <translation>1 Feld</translation>
    </message>
    <message>
        <source>{n} items</source>
        <translation>{n} Elemente</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 Element</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Tip</source>
        <translation>Tipp</translation>
    </message>
    <message>
        <source>Important</source>
        <translation>Wichtig</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>Vorsicht</translation>
    </message>
    <message>
        <source>Open the address of {name}, {facts}</source>
        <translation>Die Adresse von {name} öffnen, {facts}</translation>
    </message>
    <message>
        <source>Open the file {name}, {facts}</source>
        <translation>Datei {name} öffnen, {facts}</translation>
    </message>
    <message>
        <source>Save the file {name}, {facts}</source>
        <translation>Die Datei {name} speichern, {facts}</translation>
    </message>
    <message>
        <source>This formula cannot be drawn</source>
        <translation>Diese Formel lässt sich nicht zeichnen</translation>
    </message>
    <message>
        <source>Copy table</source>
        <translation>Tabelle kopieren</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>Nichts ausgewählt</translation>
    </message>
    <message>
        <source>{words} unselected</source>
        <translation>{words} nicht mehr ausgewählt</translation>
    </message>
    <message>
        <source>{words} selected</source>
        <translation>{words} ausgewählt</translation>
    </message>
    <message>
        <source>{n} messages</source>
        <translation>{n} Nachrichten</translation>
    </message>
    <message>
        <source>{n} characters</source>
        <translation>{n} Zeichen</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>end of line</source>
        <translation>Zeilenende</translation>
    </message>
</context>
<context>
    <name>use</name>
    <message>
        <source>USD for {sent} tokens sent and {back} back</source>
        <translation>USD für {sent} gesendete Token und {back} zurück</translation>
    </message>
    <message>
        <source>{n} pictures</source>
        <translation>{n} Bilder</translation>
    </message>
    <message>
        <source>1 picture</source>
        <translation>1 Bild</translation>
    </message>
    <message>
        <source>{times} times</source>
        <translation>{times}-mal</translation>
    </message>
</context>
<context>
    <name>views</name>
    <message>
        <source>“{name}” stands for another search now.</source>
        <translation>„{name}“ steht jetzt für eine andere Suche.</translation>
    </message>
    <message>
        <source>The saved search “{name}” was removed.</source>
        <translation>Die gespeicherte Suche „{name}“ wurde entfernt.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
</context>
<context>
    <name>ways</name>
    <message>
        <source>usual</source>
        <translation>üblich</translation>
    </message>
    <message>
        <source>free, within low limits</source>
        <translation>kostenlos, mit engen Grenzen</translation>
    </message>
    <message>
        <source>for longer conversations</source>
        <translation>für längere Unterhaltungen</translation>
    </message>
    <message>
        <source>reasons unless told not to</source>
        <translation>denkt von sich aus nach</translation>
    </message>
    <message>
        <source>the quickest provider first</source>
        <translation>der schnellste Anbieter zuerst</translation>
    </message>
    <message>
        <source>the cheapest provider first</source>
        <translation>der billigste Anbieter zuerst</translation>
    </message>
    <message>
        <source>the best provider for tools first</source>
        <translation>der beste für Werkzeuge zuerst</translation>
    </message>
    <message>
        <source>always the newest of its line</source>
        <translation>immer das neueste seiner Reihe</translation>
    </message>
    <message>
        <source>cheap providers more often</source>
        <translation>billige Anbieter öfter</translation>
    </message>
</context>
<context>
    <name>words</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>API key…</source>
        <translation>API-Schlüssel …</translation>
    </message>
    <message>
        <source>Keep for this run only</source>
        <translation>Nur bis zum Beenden behalten</translation>
    </message>
    <message>
        <source>Choose another model</source>
        <translation>Anderes Modell wählen</translation>
    </message>
    <message>
        <source>Another endpoint…</source>
        <translation>Anderer Endpunkt …</translation>
    </message>
    <message>
        <source>Open the credits page</source>
        <translation>Guthaben-Seite öffnen</translation>
    </message>
    <message>
        <source>Open the privacy settings</source>
        <translation>Datenschutz-Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Start a new chat</source>
        <translation>Neuen Chat beginnen</translation>
    </message>
    <message>
        <source>Edit the question</source>
        <translation>Frage bearbeiten</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Aktualisieren</translation>
    </message>
    <message>
        <source>Save now</source>
        <translation>Jetzt speichern</translation>
    </message>
    <message>
        <source>Open a fresh one beside it</source>
        <translation>Neue Datei daneben anlegen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Save elsewhere…</source>
        <translation>Anderswo speichern …</translation>
    </message>
    <message>
        <source>That did not work. {detail}</source>
        <translation>Das hat nicht geklappt. {detail}</translation>
    </message>
    <message>
        <source>No connection to {host}. {detail}</source>
        <translation>Keine Verbindung zu {host}. {detail}</translation>
    </message>
    <message>
        <source>{host} was not found. Is this computer online?</source>
        <translation>{host} wurde nicht gefunden. Ist dieser Rechner online?</translation>
    </message>
    <message>
        <source>{host} refused the connection. Is the server running?</source>
        <translation>{host} hat die Verbindung abgelehnt. Läuft der Server?</translation>
    </message>
    <message>
        <source>{host} did not accept a connection in 10 seconds.</source>
        <translation>{host} hat binnen 10 Sekunden keine Verbindung angenommen.</translation>
    </message>
    <message>
        <source>The certificate of {host} is not trusted: {detail}. Is the clock right?</source>
        <translation>Das Zertifikat von {host} ist nicht vertrauenswürdig: {detail}. Stimmt die Uhr?</translation>
    </message>
    <message>
        <source>The proxy does not work: {detail}</source>
        <translation>Der Proxy funktioniert nicht: {detail}</translation>
    </message>
    <message>
        <source>{host} did not answer in 30 seconds. The question may have been charged.</source>
        <translation>{host} hat 30 Sekunden lang nicht geantwortet. Die Frage wurde vielleicht berechnet.</translation>
    </message>
    <message>
        <source>This model cannot hear recordings.</source>
        <translation>Dieses Modell kann keine Aufnahmen hören.</translation>
    </message>
    <message>
        <source>This model cannot watch videos.</source>
        <translation>Dieses Modell kann keine Videos sehen.</translation>
    </message>
    <message>
        <source>This model cannot read PDFs itself.</source>
        <translation>Dieses Modell kann PDFs nicht selbst lesen.</translation>
    </message>
    <message>
        <source>The request is too large. Fewer or smaller pictures and files, or a new chat, make it smaller. {detail}</source>
        <translation>Die Anfrage ist zu groß. Weniger oder kleinere Bilder und Dateien oder ein neuer Chat machen sie kleiner. {detail}</translation>
    </message>
    <message>
        <source>{host} gave an unexpected answer ({status}). {detail}</source>
        <translation>{host} hat unerwartet geantwortet ({status}). {detail}</translation>
    </message>
    <message>
        <source>You have no permission to read this.</source>
        <translation>Dafür fehlt die Leseberechtigung.</translation>
    </message>
    <message>
        <source>{host} did not answer in 30 seconds.</source>
        <translation>{host} hat 30 Sekunden lang nicht geantwortet.</translation>
    </message>
    <message>
        <source>The connection to {host} was lost.</source>
        <translation>Die Verbindung zu {host} ist abgerissen.</translation>
    </message>
    <message>
        <source>{host} sent nothing for 60 seconds.</source>
        <translation>{host} hat 60 Sekunden lang nichts gesendet.</translation>
    </message>
    <message>
        <source>The answer is too large.</source>
        <translation>Die Antwort ist zu groß.</translation>
    </message>
    <message>
        <source>The connection to {host} was lost. What had arrived is kept.</source>
        <translation>Die Verbindung zu {host} ist abgerissen. Was angekommen war, bleibt.</translation>
    </message>
    <message>
        <source>{host} sent nothing for 60 seconds. What had arrived is kept.</source>
        <translation>{host} hat 60 Sekunden lang nichts gesendet. Was angekommen war, bleibt.</translation>
    </message>
    <message>
        <source>{host} refused the request: {detail}</source>
        <translation>{host} hat abgelehnt: {detail}</translation>
    </message>
    <message>
        <source>The request was not accepted: {detail}</source>
        <translation>Die Anfrage wurde nicht angenommen: {detail}</translation>
    </message>
    <message>
        <source>This conversation is longer than the model&apos;s context. {detail}</source>
        <translation>Diese Unterhaltung ist länger als der Kontext des Modells. {detail}</translation>
    </message>
    <message>
        <source>A picture was not accepted: {detail}</source>
        <translation>Ein Bild wurde nicht angenommen: {detail}</translation>
    </message>
    <message>
        <source>A file was not accepted: {detail}</source>
        <translation>Eine Datei wurde nicht angenommen: {detail}</translation>
    </message>
    <message>
        <source>{host} refused the key. {detail}</source>
        <translation>{host} hat den Schlüssel abgelehnt. {detail}</translation>
    </message>
    <message>
        <source>The credit does not cover this request. {detail}</source>
        <translation>Das Guthaben reicht für diese Anfrage nicht. {detail}</translation>
    </message>
    <message>
        <source>This request is not allowed: {detail}</source>
        <translation>Diese Anfrage ist nicht erlaubt: {detail}</translation>
    </message>
    <message>
        <source>The provider&apos;s moderation ended the answer: {detail}</source>
        <translation>Die Moderation des Anbieters hat die Antwort beendet: {detail}</translation>
    </message>
    <message>
        <source>The provider&apos;s moderation refused this question, and later requests go without it: {detail}</source>
        <translation>Die Moderation des Anbieters hat diese Frage abgelehnt, und spätere Anfragen enthalten sie nicht: {detail}</translation>
    </message>
    <message>
        <source>{host} does not have this model. {detail}</source>
        <translation>{host} hat dieses Modell nicht. {detail}</translation>
    </message>
    <message>
        <source>No provider is left for this model: it is gone, or the account&apos;s settings exclude all. {detail}</source>
        <translation>Für dieses Modell bleibt kein Anbieter: Es wird nicht mehr angeboten, oder die Einstellungen des Kontos schließen alle aus. {detail}</translation>
    </message>
    <message>
        <source>This model cannot see pictures.</source>
        <translation>Dieses Modell kann keine Bilder sehen.</translation>
    </message>
    <message>
        <source>Files of this kind cannot be attached.</source>
        <translation>Dateien dieser Art können nicht angehängt werden.</translation>
    </message>
    <message>
        <source>This text is too long for a question: {size}. The most is {most_size}.</source>
        <translation>Dieser Text ist zu lang für eine Frage: {size}. Höchstens {most_size} gehen.</translation>
    </message>
    <message>
        <source>This picture cannot be read: it is damaged, or of a rare kind.</source>
        <translation>Dieses Bild lässt sich nicht lesen: Es ist beschädigt oder von seltener Art.</translation>
    </message>
    <message>
        <source>Too many requests for now. {detail} {wait}</source>
        <translation>Zu viele Anfragen für den Moment. {detail} {wait}</translation>
    </message>
    <message>
        <source>Open in the browser…</source>
        <translation>Im Browser öffnen …</translation>
    </message>
    <message>
        <source>on its way</source>
        <translation>unterwegs</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>The data folder cannot be written.</source>
        <translation>In den Datenordner lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>A picture is too small for this model: {detail}</source>
        <translation>Ein Bild ist zu klein für dieses Modell: {detail}</translation>
    </message>
    <message>
        <source>No provider of this model gives the kinds of answers that it is listed with. {detail}</source>
        <translation>Kein Anbieter dieses Modells liefert die Arten von Antworten, mit denen es gelistet ist. {detail}</translation>
    </message>
    <message>
        <source>The provider {provider} failed: {detail}</source>
        <translation>Fehler beim Anbieter {provider}: {detail}</translation>
    </message>
    <message>
        <source>The answer of {host} cannot be used. {detail}</source>
        <translation>Die Antwort von {host} ist nicht zu gebrauchen. {detail}</translation>
    </message>
    <message>
        <source>{host} sent a web page instead of data. This network may want a login, or the address is wrong.</source>
        <translation>{host} hat eine Webseite statt Daten gesendet. Vielleicht verlangt dieses Netz eine Anmeldung, oder die Adresse ist falsch.</translation>
    </message>
    <message>
        <source>{host} wants to send the request elsewhere: {detail}. It was not followed.</source>
        <translation>{host} will die Anfrage woandershin schicken: {detail}. Dem wurde nicht gefolgt.</translation>
    </message>
    <message>
        <source>The answer of {host} is damaged. {detail}</source>
        <translation>Die Antwort von {host} ist beschädigt. {detail}</translation>
    </message>
    <message>
        <source>The answer is too large. What had arrived is kept.</source>
        <translation>Die Antwort ist zu groß. Was angekommen war, bleibt.</translation>
    </message>
    <message>
        <source>The answer is empty. Another try often helps.</source>
        <translation>Die Antwort ist leer. Ein neuer Versuch hilft oft.</translation>
    </message>
    <message>
        <source>The list that {host} sent has no models.</source>
        <translation>In der Liste, die {host} geschickt hat, ist kein Modell.</translation>
    </message>
    <message>
        <source>This connection cannot be used. {detail}</source>
        <translation>Diese Verbindung ist nicht zu gebrauchen. {detail}</translation>
    </message>
    <message>
        <source>Asking this model needs an API key.</source>
        <translation>Für dieses Modell ist ein API-Schlüssel nötig.</translation>
    </message>
    <message>
        <source>This key manages other keys and cannot chat. An ordinary one is needed.</source>
        <translation>Dieser Schlüssel verwaltet andere Schlüssel und kann nicht chatten. Ein gewöhnlicher ist nötig.</translation>
    </message>
    <message>
        <source>This key has characters that no key can have. Copy it again, please.</source>
        <translation>Dieser Schlüssel hat Zeichen, die kein Schlüssel haben kann. Bitte noch einmal kopieren.</translation>
    </message>
    <message>
        <source>{detail} names a file without certificates. Correct it, and start Parley again.</source>
        <translation>{detail} nennt eine Datei ohne Zertifikate. Bitte berichtigen und Parley neu starten.</translation>
    </message>
    <message>
        <source>This is not an address that can be used safely. {detail}</source>
        <translation>Diese Adresse lässt sich nicht sicher verwenden. {detail}</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not work. {detail}</source>
        <translation>Der Schlüsselbund des Systems funktioniert nicht. {detail}</translation>
    </message>
    <message>
        <source>This system has no keyring (GNOME Keyring, KWallet or KeePassXC). The key can be kept for this run.</source>
        <translation>Dieses System hat keinen Schlüsselbund (GNOME Keyring, KWallet oder KeePassXC). Der Schlüssel lässt sich bis zum Beenden behalten.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring is locked. Unlock it, or use a key for this run only.</source>
        <translation>Der Schlüsselbund des Systems ist gesperrt. Entsperren hilft, oder ein Schlüssel nur bis zum Beenden.</translation>
    </message>
    <message>
        <source>The system&apos;s keyring denied access. {detail}</source>
        <translation>Der Schlüsselbund des Systems hat abgelehnt. {detail}</translation>
    </message>
    <message>
        <source>The system&apos;s keyring does not answer. Is its password window open?</source>
        <translation>Der Schlüsselbund des Systems antwortet nicht. Ist sein Passwortfenster offen?</translation>
    </message>
    <message>
        <source>The system&apos;s keyring did not keep the key. It can be kept for this run.</source>
        <translation>Der Schlüsselbund des Systems hat den Schlüssel nicht behalten. Er lässt sich bis zum Beenden behalten.</translation>
    </message>
    <message>
        <source>The conversations cannot be stored. {detail}</source>
        <translation>Die Unterhaltungen lassen sich nicht speichern. {detail}</translation>
    </message>
    <message>
        <source>The disk is full. What is new stays on screen, not saved.</source>
        <translation>Der Datenträger ist voll. Neues bleibt auf dem Bildschirm, ungespeichert.</translation>
    </message>
    <message>
        <source>The data folder cannot be written. What is new stays on screen, not saved.</source>
        <translation>In den Datenordner lässt sich nicht schreiben. Neues bleibt auf dem Bildschirm, ungespeichert.</translation>
    </message>
    <message>
        <source>These conversations were stored by a newer Parley. Nothing was touched. {detail}</source>
        <translation>Diese Unterhaltungen hat ein neueres Parley gespeichert. Nichts wurde angerührt. {detail}</translation>
    </message>
    <message>
        <source>The file of the conversations is damaged. Nothing was touched. {detail}</source>
        <translation>Die Datei der Unterhaltungen ist beschädigt. Nichts wurde angerührt. {detail}</translation>
    </message>
    <message>
        <source>Another program holds the conversations.</source>
        <translation>Ein anderes Programm hält die Unterhaltungen fest.</translation>
    </message>
    <message>
        <source>Not attached: nothing can be stored now, and what waits for that may take {most_size} at most.</source>
        <translation>Nicht angehängt: Zurzeit lässt sich nichts speichern, und was darauf wartet, darf höchstens {most_size} groß sein.</translation>
    </message>
    <message>
        <source>A picture or a file of this chat is not stored any more, and goes along no longer.</source>
        <translation>Ein Bild oder eine Datei dieses Chats ist nicht mehr gespeichert und geht nicht mehr mit.</translation>
    </message>
    <message>
        <source>The conversations cannot be stored: {detail}</source>
        <translation>Die Unterhaltungen lassen sich nicht speichern: {detail}</translation>
    </message>
    <message>
        <source>This cannot be attached. {detail}</source>
        <translation>Das lässt sich nicht anhängen. {detail}</translation>
    </message>
    <message>
        <source>This file cannot be read. {detail}</source>
        <translation>Diese Datei lässt sich nicht lesen. {detail}</translation>
    </message>
    <message>
        <source>This file does not exist, or no longer.</source>
        <translation>Diese Datei gibt es nicht oder nicht mehr.</translation>
    </message>
    <message>
        <source>A different file has this name now.</source>
        <translation>Unter diesem Namen liegt inzwischen eine andere Datei.</translation>
    </message>
    <message>
        <source>This is a pipe, a socket or a device, and no file.</source>
        <translation>Das ist eine Pipe, ein Socket oder ein Gerät und keine Datei.</translation>
    </message>
    <message>
        <source>This file is empty.</source>
        <translation>Diese Datei ist leer.</translation>
    </message>
    <message>
        <source>There is no file in this folder, or only hidden ones and links.</source>
        <translation>In diesem Ordner ist keine Datei, oder nur versteckte und Verknüpfungen.</translation>
    </message>
    <message>
        <source>The process that decodes pictures ended early, or took too long.</source>
        <translation>Der Prozess, der Bilder dekodiert, endete vorzeitig oder brauchte zu lange.</translation>
    </message>
    <message>
        <source>This is no PDF, though it begins as one: it is damaged.</source>
        <translation>Das ist kein PDF, auch wenn es so beginnt: Es ist beschädigt.</translation>
    </message>
    <message>
        <source>This picture is too large to be read. {detail}</source>
        <translation>Dieses Bild ist zu groß, um gelesen zu werden. {detail}</translation>
    </message>
    <message>
        <source>This picture is too large: {detail}. The most is {most_millions} million pixels.</source>
        <translation>Dieses Bild ist zu groß: {detail}. Höchstens {most_millions} Millionen Pixel gehen.</translation>
    </message>
    <message>
        <source>This picture has more than {most} frames or pages.</source>
        <translation>Dieses Bild hat mehr als {most} Einzelbilder oder Seiten.</translation>
    </message>
    <message>
        <source>This picture is too large: {size}. The most is {most_size}.</source>
        <translation>Dieses Bild ist zu groß: {size}. Höchstens {most_size} gehen.</translation>
    </message>
    <message>
        <source>This file is too large: {size}. The most is {most_size}.</source>
        <translation>Diese Datei ist zu groß: {size}. Höchstens {most_size} gehen.</translation>
    </message>
    <message>
        <source>Files in this folder that were not attached: {count}</source>
        <translation>Dateien darin, die nicht angehängt sind: {count}</translation>
    </message>
    <message>
        <source>One message takes {most} files. Not attached of this folder: {count}.</source>
        <translation>Eine Nachricht fasst {most} Dateien. Aus diesem Ordner nicht angehängt: {count}.</translation>
    </message>
    <message>
        <source>One message takes {most} files. Not attached: {count}.</source>
        <translation>Eine Nachricht fasst {most} Dateien. Nicht angehängt: {count}.</translation>
    </message>
    <message>
        <source>The file could not be written. {detail}</source>
        <translation>Die Datei konnte nicht geschrieben werden. {detail}</translation>
    </message>
    <message>
        <source>Something went wrong inside Parley ({detail}). It is in the log.</source>
        <translation>In Parley ist etwas schiefgegangen ({detail}). Es steht im Protokoll.</translation>
    </message>
    <message>
        <source>{host} did not send the picture in 20 seconds.</source>
        <translation>{host} hat das Bild nicht innerhalb von 20 Sekunden gesendet.</translation>
    </message>
    <message>
        <source>{host} sent something other than a picture.</source>
        <translation>{host} hat etwas anderes als ein Bild gesendet.</translation>
    </message>
    <message>
        <source>{host} says that the picture lies elsewhere: {detail}.</source>
        <translation>Laut {host} liegt das Bild woanders: {detail}.</translation>
    </message>
    <message>
        <source>The endpoint</source>
        <translation>Der Endpunkt</translation>
    </message>
    <message>
        <source>more than {n}</source>
        <translation>mehr als {n}</translation>
    </message>
    <message>
        <source>some</source>
        <translation>einige</translation>
    </message>
    <message>
        <source>Try again in {n} s.</source>
        <translation>Neuer Versuch in {n} s möglich.</translation>
    </message>
</context>
</TS>
