/** The scripts by shell. Each asks `chainrule completion-candidates`, so that what it completes is what the installed version takes. */
export const scripts: Readonly<Record<string, string>> = {
  bash: `# Completion of chainrule for bash: eval "$(chainrule completion bash)"
_chainrule() {
  local line="\${COMP_LINE:0:COMP_POINT}" words word begun candidate about
  read -ra words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  word="\${words[\${#words[@]}-1]}"
  # bash takes a colon and an equals sign for the end of a word, and replaces what stands behind it alone.
  begun="\${word%"\${word##*[:=]}"}"
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate about; do
    case "$candidate" in
      :config) _chainrule_files -f -X '!*.yaml'; _chainrule_files -f -X '!*.yml'; _chainrule_files -f -X '!*.json'; _chainrule_files -d ;;
      :file) _chainrule_files -f ;;
      :folder) _chainrule_files -d ;;
      *) COMPREPLY+=("\${candidate#"$begun"}") ;;
    esac
  done < <("$1" completion-candidates -- "\${words[@]:1}" 2>/dev/null)
}
_chainrule_files() {
  local file
  while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen "$@" -- "\${word#"$begun"}")
  type compopt &>/dev/null && compopt -o filenames 2>/dev/null
}
complete -F _chainrule chainrule`,

  zsh: `#compdef chainrule
# Completion of chainrule for zsh: eval "$(chainrule completion zsh)"
_chainrule() {
  local -a described
  local line
  for line in "\${(@f)$("\${words[1]}" completion-candidates -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case "$line" in
      '') ;;
      :config) _files -g '*.(yaml|yml|json)' ;;
      :file) _files ;;
      :folder) _files -/ ;;
      *$'\\t'*) described+=("\${\${line%%$'\\t'*}//:/\\\\:}:\${line#*$'\\t'}") ;;
      *) described+=("\${line//:/\\\\:}") ;;
    esac
  done
  (( $#described )) && _describe chainrule described
}
if [[ "\${funcstack[1]}" == _chainrule ]]; then _chainrule "$@"; else compdef _chainrule chainrule; fi`,

  fish: `# Completion of chainrule for fish: chainrule completion fish | source
function __chainrule_candidates
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] completion-candidates -- $words[2..-1] 2>/dev/null)
        switch $line
            case :config :file
                __fish_complete_path (commandline -ct)
            case :folder
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c chainrule -f -a '(__chainrule_candidates)'`,
};
