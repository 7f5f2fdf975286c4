"""Writes man pages from what `duban --experimental-dump-help` prints: one for the program, one for each command.

Usage: man.py HELP.json "duban VERSION" FOLDER
"""

import json
import sys


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def names(argument):
    dashes = {"long": "--", "short": "-", "longWithSingleDash": "-"}
    return ", ".join(dashes[name["kind"]] + name["name"] for name in argument.get("names", []))


def page(command, path, version):
    title = "-".join(path)
    lines = [
        f'.TH {title.upper()} 1 "" "{version}" "督办"',
        ".ad l",
        ".SH 名称",
        f"{title} \\- {escaped(command.get('abstract', ''))}",
        ".SH 用法",
        f".B {escaped(' '.join(path))}",
    ]
    arguments = [argument for argument in command.get("arguments", []) if argument.get("shouldDisplay", True)]
    for argument in arguments:
        if argument["kind"] == "positional":
            lines.append(f".I {escaped(argument.get('valueName', ''))}")
    lines.append("[选项]" if not command.get("subcommands") else ".I 命令")
    if command.get("discussion"):
        lines += [".SH 说明", escaped(command["discussion"])]
    if arguments:
        lines.append(".SH 选项")
        for argument in arguments:
            label = names(argument) if argument["kind"] != "positional" else argument.get("valueName", "")
            if argument["kind"] == "option":
                label += f" <{argument.get('valueName', '')}>"
            abstract = {"Show help information.": "显示这份说明。", "Show the version.": "显示版本。"}.get(
                argument.get("abstract", ""), argument.get("abstract", "")
            )
            lines += [".TP", f".B {escaped(label)}", escaped(abstract)]
    commands = [entry for entry in command.get("subcommands", []) if entry["commandName"] != "help"]
    if commands:
        lines.append(".SH 命令")
        for entry in commands:
            lines += [".TP", f".BR {escaped('-'.join(path + [entry['commandName']]))} (1)", escaped(entry.get("abstract", ""))]
    return title, "\n".join(lines) + "\n"


def main():
    with open(sys.argv[1]) as file:
        command = json.load(file)["command"]
    version = sys.argv[2]
    pages = [page(command, [command["commandName"]], version)]
    for entry in command.get("subcommands", []):
        if entry["commandName"] != "help":
            pages.append(page(entry, [command["commandName"], entry["commandName"]], version))
    for title, text in pages:
        with open(f"{sys.argv[3]}/{title}.1", "w") as file:
            file.write(text)


main()
